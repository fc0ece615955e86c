// Where clips of the launcher lie in bars: a scene is called after its bar. "Bar 5", "Bar 5 + 1.5" (beats into it).
// A scene with another name has a place of its own: the first one is bar 101, the second 201, and so on.

var OWN_SCENE_BARS = 100;

function beatsOfBar(meter) {
   return 4 * meter.numerator / meter.denominator;
}

function beatOfScene(name, index, meter) {
   var found = /^Bar (\d+)(?: \+ (\d+(?:\.\d+)?))?$/.exec(name);
   if (found && Number(found[1]) > 0) {
      return (Number(found[1]) - 1) * beatsOfBar(meter) + Number(found[2] || 0);
   }
   return OWN_SCENE_BARS * (index + 1) * beatsOfBar(meter);
}

function nameOfPlace(beat, meter) {
   var per = beatsOfBar(meter);
   var bar = Math.floor(beat / per + 1e-9);
   var into = Math.round((beat - bar * per) * 1e6) / 1e6;
   return "Bar " + (bar + 1) + (into > 0 ? " + " + into : "");
}

function isFreeName(name) {
   // What Bitwig itself calls a scene that nobody named.
   return name === "" || /^Scene \d+$/.test(name);
}
