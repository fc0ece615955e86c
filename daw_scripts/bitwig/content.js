// What lies in a clip: Bitwig shows it for the selected clip only, through a window of notes that is moved along it. Each
// note in it is told by one call of an observer; up to API 25 there is no call that gives several, so reading ten thousand
// notes back costs about three times what their import does.

var PATIENCE = 150, READ_AGAIN_BEATS = 32, NOWHERE = 1 << 24;

function holdsClips(seat) {
   return !seat.isBus && kindOf(seat) !== "group";
}

function eachClip(watch, act) {
   var scenes = sceneCount(watch);
   seatsIn(watch.seats).forEach(function (seat) {
      if (holdsClips(seat)) {
         for (var i = 0; i < scenes; i++) {
            if (seat.slots[i].has) {
               act(seat, i, seat.slots[i]);
            }
         }
      }
   });
}

function readUnknown(watch) {
   // The steps that read every clip that is not known, and select again what the user had selected.
   settleClips(watch);
   var wanted = [], open = selectedClip(watch);
   if (open && open.slot.content && (watch.isStale || isBeyond(open.slot) && open.slot.content.end <= READ_AGAIN_BEATS)) {
      open.slot.content = null;
   }
   watch.isStale = false;
   eachClip(watch, function (seat, index, slot) {
      if (slot.content === null) {
         wanted.push(clipAt(watch, seat, index));
      }
   });
   if (!wanted.length) {
      return [];
   }
   var steps = [];
   wanted.forEach(function (clip) {
      steps = steps.concat([function () { return then(readClip(watch, clip)); }]);
   });
   return withSelection(watch, steps);
}

function readAll(watch, tries) {
   // The steps after which every clip is known, also those that the user or Bitwig put elsewhere meanwhile.
   return readUnknown(watch).concat([function () {
      if (!hasUnknown(watch)) {
         return undefined;
      }
      if (tries <= 1) {
         throw new Error("Bitwig shows other clips each time that they are read; wait until it is done with its work, and ask again");
      }
      return then(readAll(watch, tries - 1));
   }]);
}

function hasUnknown(watch) {
   var found = false;
   settleClips(watch);
   eachClip(watch, function (seat, index, slot) { found = found || slot.content === null; });
   return found;
}

function withSelection(watch, steps) {
   var held = selectedClip(watch);
   return [function () { watch.isReading = true; }].concat(steps, [
      function () {
         if (held && held.slot.has && !held.slot.isSelected) {
            return then(goTo(watch, held));
         }
      },
      function () {
         rest(watch);
         return stillness(watch);
      },
      function () { watch.isReading = false; }
   ]);
}

function isBeyond(slot) {
   // Whether the window does not hold the whole clip, so that not all that the user does in it is told exactly.
   return slot.content.end * STEPS_A_BEAT > GRID_STEPS;
}

function rest(watch) {
   // A window that holds the whole open clip, if by longer steps: what is new in it is heard, and it is read again.
   var open = selectedClip(watch), end = open && open.slot.content ? open.slot.content.end : 0;
   watch.cursor.setStepSize(Math.max(1 / STEPS_A_BEAT, end / GRID_STEPS));
}

function selectedClip(watch) {
   var found = null;
   eachClip(watch, function (seat, index, slot) {
      if (slot.isSelected) {
         found = {seat: seat, index: index};
      }
   });
   return found && clipAt(watch, found.seat, found.index);
}

function goTo(watch, clip) {
   // Open a clip; nothing of it may be read before Bitwig says that it is this one.
   var name = clip.seat.track.name().get();
   return [
      function () { clip.seat.bank.getItemAt(clip.index).select(); },
      function () {
         return until(function () { return isOpen(watch, clip, name); }, PATIENCE, "Bitwig did not open a clip on '" + name + "'");
      }
   ];
}

function isOpen(watch, clip, name) {
   var cursor = watch.cursor;
   return cursor.exists().get() && cursor.clipLauncherSlot().sceneIndex().get() === clip.index
      && cursor.getTrack().name().get() === name && cursor.getTrack().position().get() === clip.seat.track.position().get()
      && clip.slot.isSelected;
}

function stillness(watch) {
   // A few ticks in which Bitwig told nothing new of the notes in the window.
   var seen = -1, quiet = 0;
   return until(function () {
      quiet = seen === watch.heardAt ? quiet + 1 : 0;
      seen = watch.heardAt;
      return quiet >= 2;
   }, PATIENCE);
}

function readClip(watch, clip) {
   var rows = [], content = null;
   return goTo(watch, clip).concat([
      function () { return then(fine(watch)); },
      function () {
         content = edgesOf(watch.cursor);
         if (kindOf(clip.seat) === "audio") {
            return undefined;
         }
         var steps = [];
         for (var first = 0; first < Math.max(1, content.end * STEPS_A_BEAT); first += GRID_STEPS) {
            steps = steps.concat(readWindow(watch, first, rows));
         }
         return then(steps);
      },
      function () {
         if (watch.hasMissed) {
            throw new Error("Bitwig did not tell every note of a clip");
         }
         watch.cursor.scrollToStep(0);
         rows.sort(function (a, b) { return a[0] - b[0] || a[2] - b[2] || a[4] - b[4]; });
         content.notes = rows;
         content.key = kindOf(clip.seat) === "audio" ? "" : revisionOf(rows);
         clip.slot.content = content;
      }
   ]);
}

function fine(watch) {
   return [
      function () {
         if (watch.hasMissed) {  // where no notes are, and back: so all of them are told anew
            watch.cursor.scrollToStep(NOWHERE);
            return stillness(watch);
         }
      },
      function () {
         watch.cells = watch.hasMissed ? {} : watch.cells;
         watch.hasMissed = false;
         watch.cursor.setStepSize(1 / STEPS_A_BEAT);
         watch.cursor.scrollToStep(0);
         return stillness(watch);
      }
   ];
}

function readWindow(watch, first, rows) {
   return [
      function () {
         if (first) {
            watch.cursor.scrollToStep(first);
            return stillness(watch);
         }
      },
      function () {
         for (var key in watch.cells) {
            var cell = watch.cells[key];
            rows.push([cell[0] + first, round6(cell[4]), cell[1], Math.round(cell[3] * 127), cell[2]]);
         }
      }
   ];
}

function edgesOf(cursor) {
   var isLooped = cursor.isLoopEnabled().get();
   var start = cursor.getPlayStart().get();
   var end = isLooped ? cursor.getLoopStart().get() + cursor.getLoopLength().get() : cursor.getPlayStop().get();
   return {start: round6(start), end: round6(end), isLooped: isLooped};
}

function round6(value) {
   return Math.round(value * 1e6) / 1e6;
}
