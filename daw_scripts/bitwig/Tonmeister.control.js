// Tonmeister inside Bitwig Studio: add it under Settings > Controllers, vendor Tonmeister. Plain ECMAScript 5.

var API = Math.min(20, Math.max(17, host.getHostApiVersion()));
loadAPI(API);
host.defineController("Tonmeister", "Tonmeister", "2", "7c1f6b0e-5b1d-4f0c-9a3e-2f6d1c8e4b57", "Tonmeister");
host.defineMidiPorts(0, 0);

load("settings.js");
load("bytes.js");
load("steps.js");
load("places.js");
load("watch.js");
load("ids.js");
load("content.js");
load("state.js");
load("tracks.js");
load("clips.js");
load("transport.js");
load("markers.js");
load("commands.js");
load("line.js");

var watched = null;
var line = null;

function init() {
   watched = new Watch();
   line = new Line(new Commands(watched));
   host.println("Tonmeister listens on port " + line.port() + " of this computer.");
   if (line.port() !== SETTINGS.port) {
      host.showPopupNotification("Tonmeister: port " + SETTINGS.port + " is taken by another program; run: tonmeister daw install bitwig");
   }
}

function flush() {
   // Bitwig calls this when it has told what is new.
   lookAgain();
}

function exit() {
   line.close();
}
