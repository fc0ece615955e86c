// Text as bytes of UTF-8 and back; bytes of Bitwig's connections are signed.

function bytesOf(text) {
   var plain = /[^\x00-\x7f]/.test(text) ? unescape(encodeURIComponent(text)) : text;
   var found = new Array(plain.length);
   for (var i = 0; i < plain.length; i++) {
      var code = plain.charCodeAt(i);
      found[i] = code > 127 ? code - 256 : code;
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

function framed(bytes) {
   // Behind its length in four bytes, the highest first.
   var length = bytes.length;
   return [length >> 24, length >> 16, length >> 8, length].map(function (one) {
      return (one & 255) > 127 ? (one & 255) - 256 : one & 255;
   }).concat(bytes);
}
