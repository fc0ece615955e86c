// Ids of tracks and clips. From API 20 on Bitwig tells each track's own; before that tracks are known by their place,
// their name and the clips on them.

var settledNames = [];
var settledLooks = {};
var settledIds = [];

function settleTracks(watch) {
   // With as many tracks as before one of them was renamed, or some have changed places.
   var seats = seatsOf(watch), names = seats.map(nameOf), ids = [], used = {}, i;
   if (names.join("\n") === settledNames.join("\n")) {
      return;
   }
   var isRenamed = names.slice().sort().join("\n") !== settledNames.slice().sort().join("\n");
   for (i = 0; i < names.length; i++) {
      var isSame = names.length === settledNames.length && (isRenamed || names[i] === settledNames[i]);
      ids.push(isSame ? settledIds[i] : null);
      if (isSame) {
         used[settledIds[i]] = true;
      }
   }
   [[settledIds.map(function (id) { return settledLooks[id]; }), seats.map(lookOf)], [settledNames, names]].forEach(function (pair) {
      for (i = 0; i < names.length; i++) {
         if (ids[i] === null) {
            ids[i] = knownBy(pair[0], pair[1][i], used);
            used[ids[i]] = true;
         }
      }
   });
   settledNames = names;
   settledIds = ids.map(function (id) { return id || freshId(); });
}

function knownBy(settled, wanted, used) {
   for (var i = 0; i < settled.length; i++) {
      if (settled[i] === wanted && !used[settledIds[i]]) {
         return settledIds[i];
      }
   }
   return null;
}

function nameOf(seat) { return seat.name.get(); }

function lookOf(seat) {
   // What tells tracks of one name apart: their clips.
   return [nameOf(seat)].concat(seat.slots.map(function (slot) { return slot.has ? slot.name : ""; })).join("\n");
}

function settleAs(watch, ids) {
   // After a change of ours it is known which track is where, also among those of one name.
   if (API < 20 && ids.length === seatsOf(watch).length) {
      settledNames = seatsOf(watch).map(nameOf);
      settledIds = ids;
   }
}

function idsOf(watch) {
   // Of all tracks, from the top.
   if (API >= 20) {
      return seatsOf(watch).map(function (seat) { return seat.channel.get(); });
   }
   settleTracks(watch);
   return settledIds.slice();
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
   return seatsIn(watch.seats).concat(seatsIn(watch.busses), [watch.master]);
}

function seatsIn(seats) {
   // Of a bank, those that hold a track: a bank has no holes, so that nothing is asked behind the first empty one.
   for (var i = 0; i < seats.length; i++) {
      if (!seats[i].there.get()) {
         return seats.slice(0, i);
      }
   }
   return seats;
}

function idOf(watch, seat) {
   if (seat.heldId) {
      return seat.heldId;
   }
   if (API >= 20) {
      return seat.channel.get();
   }
   settleTracks(watch);
   return settledIds[seatsOf(watch).indexOf(seat)];
}

function seatBy(watch, id) {
   settleClips(watch);
   var found = seatsOf(watch).filter(function (seat) { return seat.owner === id; })[0];
   if (!found) {
      throw new Error("That track is not there any more.");
   }
   return found;
}

function held(watch, seat) {
   // A track, followed to the seat it has by then: others come, go and change places while Bitwig works.
   var id = idOf(watch, seat), follower = {heldId: id};
   function now() {
      if (!seat.there.get() || idOf(watch, seat) !== id) {
         seat = seatBy(watch, id);
      }
      return seat;
   }
   ["track", "type", "name", "there", "bank", "slots", "devices", "isBus", "owner"].forEach(function (part) {
      Object.defineProperty(follower, part, {get: function () { return now()[part]; }});
   });
   return follower;
}

function clipAt(watch, seat, index) {
   // A clip, or the empty slot of one, on a track that is followed.
   var clip = {seat: held(watch, seat), index: index};
   Object.defineProperty(clip, "slot", {get: function () { return clip.seat.slots[index]; }});
   return clip;
}

function sceneCount(watch) {
   return Math.min(SCENES, watch.scenesThere.get());
}

function beatOf(watch, index) {
   return beatOfScene(watch.sceneNames[index].get(), index, meterOf(watch));
}

function meterOf(watch) {
   return {numerator: watch.now.numerator.get(), denominator: watch.now.denominator.get()};
}

var lost = [];
var kept = {};

function settleClips(watch) {
   // Slots are seen through windows on the list of tracks: when tracks come, go or change places, their clips go along.
   // Until Bitwig tells something new, the owner of a seat is the id of its track.
   var seats = seatsOf(watch), ids = idsOf(watch), now = {};
   watch.seats.concat(watch.busses, [watch.master]).forEach(function (seat) {
      var id = seats.indexOf(seat) < 0 ? null : ids[seats.indexOf(seat)];
      if (seat.owner !== id) {
         seat.owner = id;
         seat.slots.forEach(function (slot, index) { comeBack(slot, (kept[id] || [])[index]); });
      }
      if (id) {
         now[id] = seat.slots.map(function (slot) {
            return slot.has ? {id: slot.id, name: slot.name, file: slot.file, content: slot.content} : null;
         });
      }
   });
   for (var id in kept) {
      if (!now[id]) {
         lost = lost.concat(kept[id].filter(function (one) { return one && one.id; })).slice(-200);
      }
   }
   kept = now;
   settledLooks = {};
   if (API < 20) {
      ids.forEach(function (id, index) { settledLooks[id] = lookOf(seats[index]); });
   }
}

function comeBack(slot, was) {
   // What is known of the clip in a slot that shows another track now.
   var isSame = slot.has && was && was.name === slot.name;
   slot.id = isSame ? was.id : null;
   slot.file = isSame ? was.file : "";
   slot.content = isSame ? was.content : null;
   if (isSame) {
      lost = lost.filter(function (one) { return one.id !== was.id; });
   }
}

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
   settleClips(watch);
   eachClip(watch, function (seat, index, slot) {
      rows.forEach(function (row) {
         if (row[1] === seat.owner && Math.abs(row[2] - beatOf(watch, index)) < 1e-6 && row[3] === slot.name) {
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
   settleClips(watch);
   eachClip(watch, function (seat, index, slot) {
      if (clipId(slot) === id) {
         found = {seat: seat, index: index};
      }
   });
   if (!found) {
      throw new Error("That clip is not there any more.");
   }
   return clipAt(watch, found.seat, found.index);
}
