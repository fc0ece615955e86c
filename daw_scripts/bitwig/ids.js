// Ids of tracks and clips. From API 20 on Bitwig tells each track's own; before that tracks are known by place and name.

var settledNames = [];
var settledIds = [];

function settleTracks(watch) {
   // With as many tracks as before one of them was renamed, or some have changed places.
   var names = seatsOf(watch).map(function (seat) { return seat.track.name().get(); }), ids = [], used = {}, i;
   var isRenamed = names.slice().sort().join("\n") !== settledNames.slice().sort().join("\n");
   for (i = 0; i < names.length; i++) {
      var isSame = names.length === settledNames.length && (isRenamed || names[i] === settledNames[i]);
      ids.push(isSame ? settledIds[i] : null);
      if (isSame) {
         used[settledIds[i]] = true;
      }
   }
   for (i = 0; i < names.length; i++) {
      if (ids[i] === null) {
         ids[i] = knownBy(names[i], used) || freshId();
         used[ids[i]] = true;
      }
   }
   settledNames = names;
   settledIds = ids;
}

function knownBy(name, used) {
   for (var i = 0; i < settledNames.length; i++) {
      if (settledNames[i] === name && !used[settledIds[i]]) {
         return settledIds[i];
      }
   }
   return null;
}

function freshId() {
   var text = "";
   while (text.length < 16) {
      text += Math.floor(Math.random() * 16).toString(16);
   }
   return text;
}

function seatsOf(watch) {
   // All tracks that there are, from the top; the master is the last one.
   function isThere(seat) { return seat.track.exists().get(); }
   return watch.seats.filter(isThere).concat(watch.busses.filter(isThere), [watch.master]);
}

function idOf(watch, seat) {
   if (API >= 20) {
      return seat.track.channelId().get();
   }
   settleTracks(watch);
   return settledIds[seatsOf(watch).indexOf(seat)];
}

function seatBy(watch, id) {
   var found = seatsOf(watch).filter(function (seat) { return idOf(watch, seat) === id; })[0];
   if (!found) {
      throw new Error("That track is not there any more.");
   }
   return found;
}

function sceneCount(watch) {
   return Math.min(SCENES, watch.sceneBank.itemCount().get());
}

function beatOf(watch, index) {
   return beatOfScene(watch.scenes[index].name().get(), index, meterOf(watch));
}

function meterOf(watch) {
   var signature = watch.transport.timeSignature();
   return {numerator: signature.numerator().get(), denominator: signature.denominator().get()};
}

var lost = [];

function gone(slot) {
   // A slot is empty now: its clip was deleted or moved, and may be seen again elsewhere.
   if (slot.id) {
      lost.push({id: slot.id, name: slot.name, file: slot.file});
      lost = lost.slice(-200);
      slot.id = null;
      slot.file = "";
   }
}

function clipId(slot) {
   if (!slot.id) {
      var again = lost.filter(function (one) { return one.name === slot.name; }).pop();
      lost = lost.filter(function (one) { return one !== again; });
      slot.id = again ? again.id : freshId();
      slot.file = again ? again.file : slot.file;
   }
   return slot.id;
}

function knowAgain(watch, rows) {
   // What clips were called before Bitwig was started again: rows of id, track, beat, name, file.
   eachClip(watch, function (seat, index, slot) {
      rows.forEach(function (row) {
         if (row[1] === idOf(watch, seat) && Math.abs(row[2] - beatOf(watch, index)) < 1e-6 && row[3] === slot.name) {
            slot.id = row[0];
            slot.file = row[4];
         }
      });
   });
}

function knownAs(slot, id, file) {
   slot.id = id;
   slot.file = file;
   lost = lost.filter(function (one) { return one.id !== id; });
}

function clipBy(watch, id) {
   var found = null;
   eachClip(watch, function (seat, index, slot) {
      if (clipId(slot) === id) {
         found = {seat: seat, index: index, slot: slot};
      }
   });
   if (!found) {
      throw new Error("That clip is not there any more.");
   }
   return found;
}
