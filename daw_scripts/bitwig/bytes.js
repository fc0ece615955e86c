// Text as bytes of UTF-8 and back; bytes of Bitwig's connections are signed.

function framed(text) {
   // Its bytes behind their length in four bytes, the highest first.
   var plain = /[^\x00-\x7f]/.test(text) ? unescape(encodeURIComponent(text)) : text;
   var length = plain.length, found = new Array(length + 4), code;
   for (var i = 0; i < 4; i++) {
      code = length >> 8 * (3 - i) & 255;
      found[i] = code > 127 ? code - 256 : code;
   }
   for (i = 0; i < length; i++) {
      code = plain.charCodeAt(i);
      found[i + 4] = code > 127 ? code - 256 : code;
   }
   return found;
}

function textOf(bytes) {
   var pieces = [];
   for (var at = 0; at < bytes.length; at += 4096) {
      var codes = [];
      for (var i = at; i < Math.min(bytes.length, at + 4096); i++) {
         codes.push(bytes[i] & 255);
      }
      pieces.push(String.fromCharCode.apply(null, codes));
   }
   return decodeURIComponent(escape(pieces.join("")));
}
