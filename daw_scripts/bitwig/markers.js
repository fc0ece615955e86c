// Cue markers of the arranger. Bitwig tells no ids of them, and makes one only where it stands: it goes there and back.

var MARKERS = 64, APART = 64;
var settledMarkers = [];

function watchedMarkers() {
   var bank = host.createArranger().createCueMarkerBank(MARKERS), items = [];
   bank.itemCount().markInterested();
   for (var i = 0; i < MARKERS; i++) {
      var marker = bank.getItemAt(i);
      items.push({
         marker: marker, there: heldValue(marker.exists(), false), name: heldValue(marker.name(), ""), beat: heldValue(marker.position(), 0)
      });
   }
   return {count: function () { return bank.itemCount().get(); }, items: items};
}

function markersOf(watch) {
   // Rows of marker, id, name and beat. One that was neither renamed nor moved is known by both, else by one of them.
   var rows = watch.markers.items.filter(function (one) { return one.there.get(); }).map(function (one) {
      return {marker: one.marker, id: null, name: one.name.get(), beat: round6(one.beat.get())};
   });
   var free = settledMarkers.slice();
   [isSameMarker, function (a, b) { return a.name === b.name; }, function (a, b) { return isAt(a, b.beat); }].forEach(function (isOne) {
      rows.forEach(function (row) {
         var known = row.id ? null : free.filter(function (one) { return isOne(one, row); })[0];
         if (known) {
            row.id = known.id;
            free.splice(free.indexOf(known), 1);
         }
      });
   });
   rows.forEach(function (row) { row.id = row.id || freshId(); });
   settledMarkers = rows.map(function (row) { return {id: row.id, name: row.name, beat: row.beat}; });
   return rows;
}

function isSameMarker(a, b) { return a.name === b.name && isAt(a, b.beat); }

function isAt(row, beat) { return Math.abs(row.beat - beat) < 1e-4; }

function knowMarkersAgain(watch, rows) {
   // What markers were called before Bitwig was started again: rows of id, name, beat.
   settledMarkers = rows.map(function (row) { return {id: row[0], name: row[1], beat: row[2]}; });
   markersOf(watch);
}

function markerBy(watch, id) {
   var found = markersOf(watch).filter(function (row) { return row.id === id; })[0];
   if (!found) {
      throw new Error("That marker is not there any more.");
   }
   return found;
}

function addMarker(watch, args) {
   // Made where there is no other, so that it is known which one is new; then it is moved to its place.
   var transport = watch.transport, row = {}, before = markersOf(watch);
   var old = {at: transport.getPosition().get(), start: transport.playStartPosition().get(), rolls: transport.isPlaying().get()};
   var empty = before.reduce(function (beat, one) { return Math.max(beat, one.beat); }, args.beat) + APART;
   if (watch.markers.count() >= MARKERS) {
      throw new Error("Tonmeister sees the first " + MARKERS + " cue markers of a project in Bitwig, and they are all there");
   }

   function fresh() {
      var ids = before.map(function (one) { return one.id; });
      return markersOf(watch).filter(function (one) { return ids.indexOf(one.id) < 0; })[0];
   }

   function goBack() {
      if (!old.rolls) {
         transport.setPosition(old.at);
         transport.playStartPosition().set(old.start);
         return until(function () {
            return Math.abs(transport.getPosition().get() - old.at) < 1e-4 && Math.abs(transport.playStartPosition().get() - old.start) < 1e-4;
         }, 50);
      }
   }

   return {row: row, back: function () {
      return [
         goBack,
         function () { return until(fresh, LATE); },
         function () {
            if (fresh()) {
               fresh().marker.deleteObject();
               return until(function () { return !fresh(); }, 50);
            }
         }
      ];
   }, steps: [
      function () {
         if (!old.rolls) {
            transport.setPosition(empty);
            return until(function () { return Math.abs(transport.getPosition().get() - empty) < 1e-4; }, PATIENCE, "Bitwig did not go to a place for the marker");
         }
      },
      function () {
         transport.addCueMarkerAtPlaybackPosition();
         return until(fresh, PATIENCE, "Bitwig made no cue marker");
      },
      function () {
         var made = fresh();
         row.made = made.id;
         return then(dressMarker(watch, row.made, args));
      },
      goBack
   ]};
}

function dressMarker(watch, id, args) {
   // The steps that give a marker a name or a place; its id goes along.
   function wanted(row) {
      return (args.name === undefined || row.name === args.name) && (args.beat === undefined || isAt(row, args.beat));
   }

   return [
      function () {
         if (args.name !== undefined) {
            markerBy(watch, id).marker.name().set(args.name);
            return until(function () { return markerBy(watch, id).name === args.name; }, 50, "Bitwig did not name the cue marker");
         }
      },
      function () {
         if (args.beat !== undefined) {
            markerBy(watch, id).marker.position().set(args.beat);
            return until(function () { return wanted(markerBy(watch, id)); }, 50, "Bitwig did not move the cue marker");
         }
      }
   ];
}

function othersStay(removed, alike) {
   // Of markers with one name in one place it cannot be seen which of them went: it is the one that was meant.
   function isThere(id) { return settledMarkers.some(function (one) { return one.id === id; }); }
   settledMarkers.forEach(function (one) {
      var lost = alike.filter(function (other) { return other.id !== removed && !isThere(other.id); })[0];
      if (one.id === removed && lost) {
         one.id = lost.id;
      }
   });
}

var MARKER_CHANGES = {
   add_marker: addMarker,
   rename_marker: function (watch, args) {
      markerBy(watch, args.marker);
      return {row: {}, steps: dressMarker(watch, args.marker, {name: args.name})};
   },
   move_marker: function (watch, args) {
      markerBy(watch, args.marker);
      return {row: {}, steps: dressMarker(watch, args.marker, {beat: args.beat})};
   },
   remove_marker: function (watch, args) {
      var found = markerBy(watch, args.marker), before = settledMarkers;
      return seen([function () { found.marker.deleteObject(); }], function () {
         if (markersOf(watch).length < before.length) {
            othersStay(args.marker, before.filter(function (one) { return isSameMarker(one, found); }));
         }
         return !settledMarkers.some(function (one) { return one.id === args.marker; });
      });
   }
};
