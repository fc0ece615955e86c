// Clips of the launcher: one in a slot, where its track and its scene meet.

function sceneAt(watch, beat, row) {
   // The steps that find the scene of a place, or make one; its index goes into row.scene.
   var meter = meterOf(watch);

   function found() {
      for (var i = 0; i < sceneCount(watch); i++) {
         if (Math.abs(beatOf(watch, i) - beat) < 1e-4) {
            return i;
         }
      }
      return -1;
   }

   return [
      function () {
         row.scene = found();
         if (row.scene >= 0) {
            return undefined;
         }
         var free = freeScene(watch);
         if (free < 0 && sceneCount(watch) >= SCENES) {
            throw new Error("Tonmeister sees the first " + SCENES + " scenes of a project in Bitwig, and they are all used; remove one in Bitwig");
         }
         return then((free < 0 ? moreScenes(watch) : []).concat([
            function () {
               row.scene = freeScene(watch);
               watch.scenes[row.scene].name().set(nameOfPlace(beat, meter));
            },
            function () { return until(function () { return found() === row.scene; }, PATIENCE, "Bitwig did not name a scene"); }
         ]));
      }
   ];
}

function sceneOf(watch, seat, wanted, row) {
   // The steps that find a scene by its number, or the first that is free on a track; its index goes into row.scene.
   return [
      function () {
         if (wanted !== null && wanted !== undefined) {
            if (wanted >= sceneCount(watch)) {
               throw new Error("There is no scene " + (wanted + 1) + "; the project has " + sceneCount(watch) + " scenes");
            }
            row.scene = wanted;
            return undefined;
         }
         for (var i = 0; i < sceneCount(watch); i++) {
            if (!seat.slots[i].has) {
               row.scene = i;
               return undefined;
            }
         }
         if (sceneCount(watch) >= SCENES) {
            throw new Error("Tonmeister sees the first " + SCENES + " scenes of a project in Bitwig, and they are all used; remove one in Bitwig");
         }
         row.scene = sceneCount(watch);
         return then(moreScenes(watch));
      }
   ];
}

function freeScene(watch) {
   var used = {};
   eachClip(watch, function (seat, index) { used[index] = true; });
   for (var i = 0; i < sceneCount(watch); i++) {
      if (!used[i] && isFreeName(watch.scenes[i].name().get())) {
         return i;
      }
   }
   return -1;
}

function moreScenes(watch) {
   var count = sceneCount(watch);
   return [
      function () { watch.project.createScene(); },
      function () { return until(function () { return sceneCount(watch) > count; }, PATIENCE, "Bitwig made no scene"); }
   ];
}

function slotOf(seat, index) {
   return seat.bank.getItemAt(index);
}

function mustBeFree(seat, index) {
   if (seat.slots[index].has) {
      throw new Error("'" + seat.slots[index].name + "' lies there on '" + seat.track.name().get()
         + "'; a slot of Bitwig's launcher holds one clip, so choose another place or another track");
   }
}

function mustTake(seat, kind) {
   if (seat.isBus || kindOf(seat) !== kind) {
      throw new Error("'" + seat.track.name().get() + "' takes no " + (kind === "midi" ? "notes" : "sound"));
   }
}

function insert(watch, seat, row, args, wasThere) {
   // The steps that lay a file into the slot row.scene, give it its name, and notes their length.
   var slot = function () { return seat.slots[row.scene]; };
   var clip = function () { return clipAt(watch, seat, row.scene); };
   return [
      function () {
         if (wasThere) {
            slotOf(seat, row.scene).deleteObject();
            return until(function () { return !slot().has; }, PATIENCE, "Bitwig did not empty the slot");
         }
      },
      function () { row.isEmptied = wasThere; },
      function () {
         slotOf(seat, row.scene).replaceInsertionPoint().insertFile(args.path);
         return until(function () { return slot().has; }, PATIENCE * 4, "Bitwig took no clip from the file");
      },
      function () { return then(withSelection(watch, goTo(watch, clip()).concat(dress(watch, slot, args), [
         function () { return then(readClip(watch, clip())); }
      ]))); }
   ];
}

function dress(watch, slot, args) {
   var cursor = watch.cursor;
   return [
      function () { cursor.setName(args.name); },
      function () {
         if (args.beats) {
            cursor.getPlayStart().set(0);
            cursor.getLoopStart().set(0);
            cursor.getLoopLength().set(args.beats);
            cursor.getPlayStop().set(args.beats);
         }
      },
      function () {
         return until(function () {
            return slot().name === args.name && (!args.beats || Math.abs(edgesOf(cursor).end - args.beats) < 1e-6);
         }, 50);
      }
   ];
}

function place(watch, args, kind) {
   var seat = held(watch, seatBy(watch, args.track)), row = {};
   mustTake(seat, kind);
   var scene = args.beat === undefined ? sceneOf(watch, seat, args.scene, row) : sceneAt(watch, args.beat, row);
   return {row: row, back: function () { return row.isOurs ? emptied(seat, row.scene).concat(astray(watch, row)) : []; }, steps: scene.concat([
      function () {
         mustBeFree(seat, row.scene);
         row.isOurs = true;
         row.filled = filledIn(watch, row.scene);
         return then(insert(watch, seat, row, args, false));
      },
      function () {
         row.made = freshId();
         knownAs(seat.slots[row.scene], row.made, kind === "audio" ? args.path : "");
         return then(tellLength(watch, seat, row.scene, args, row));
      }
   ])};
}

function emptied(seat, index) {
   // The steps after which nothing lies in a slot, also when Bitwig fills it only now.
   function has() { return seat.slots[index].has; }
   return [
      function () { return until(has, LATE); },
      function () {
         if (has()) {
            slotOf(seat, index).deleteObject();
            return until(function () { return !has(); }, 50);
         }
      }
   ];
}

function filledIn(watch, scene) {
   // The ids of the tracks on which something lies in a scene.
   settleClips(watch);
   return seatsIn(watch.seats).filter(function (seat) { return seat.slots[scene].has; }).map(function (seat) { return seat.owner; });
}

function astray(watch, row) {
   // Bitwig fills the slot that it sees by then: when tracks changed places at that moment, it may be another track's.
   return [function () {
      if (filledIn(watch, row.scene).some(function (id) { return row.filled.indexOf(id) < 0; })) {
         throw new Error("Something lies on another track");
      }
   }];
}

function tellLength(watch, seat, index, args, row) {
   // The steps that read how long a clip became; Bitwig may stretch a sound to the beat, and then it is said.
   var slot = seat.slots[index];
   return [
      function () {
         // When Bitwig opened the user's clip again, what was read before may have been taken for stale.
         return args.seconds && slot.has && slot.content === null ? then(withSelection(watch, readClip(watch, clipAt(watch, seat, index)))) : undefined;
      },
      function () {
         var beats = slot.content ? slot.content.end : 0;
         if (args.seconds && slot.content && Math.abs(beats * 60 / watch.transport.tempo().value().getRaw() - args.seconds) > 0.02) {
            row.told = {note: "Bitwig made the clip " + round6(beats) + " beats long; set its stretch mode to Raw there for the "
               + Math.round(args.seconds * 100) / 100 + " s of the sound."};
         }
      }
   ];
}

function moved(watch, args, isCopy) {
   var clip = clipBy(watch, args.region), file = clip.slot.file, row = {};
   return {row: row, back: function () { return isCopy && row.isOurs ? emptied(clip.seat, row.scene) : []; }, steps: sceneAt(watch, args.beat, row).concat([
      function () {
         if (row.scene === clip.index && !isCopy) {
            return undefined;
         }
         mustBeFree(clip.seat, row.scene);
         row.isOurs = true;
         var to = slotOf(clip.seat, row.scene).replaceInsertionPoint();
         if (isCopy) {
            to.copySlotsOrScenes(slotOf(clip.seat, clip.index));
         } else {
            row.isBegun = true;
            to.moveSlotsOrScenes(slotOf(clip.seat, clip.index));
         }
         return until(function () { return clip.seat.slots[row.scene].has && (isCopy || !clip.slot.has); }, PATIENCE,
            "Bitwig did not move the clip");
      },
      function () {
         var slot = clip.seat.slots[row.scene];
         if (isCopy) {
            row.made = freshId();
         }
         knownAs(slot, row.made || args.region, file);
         return until(function () { return slot.name !== ""; }, 20);
      }
   ])};
}

function replaceContent(watch, args) {
   var clip = clipBy(watch, args.region), row = {}, at = {scene: clip.index};
   mustTake(clip.seat, args.kind);
   var steps = [];
   if (args.beat !== null && args.beat !== undefined) {
      var move = moved(watch, args, false);
      row = move.row;
      steps = steps.concat(move.steps);
   }
   steps.push(function () { return then(readUnknown(watch)); });
   steps.push(function () {
      at.scene = clipBy(watch, args.region).index;
      var old = clip.seat.slots[at.scene];
      args.name = old.name;
      if (args.kind === "midi" && !args.beats && old.content) {
         args.beats = old.content.end - old.content.start;
      }
      row.isBegun = true;
      return then(insert(watch, clip.seat, at, args, true));
   });
   steps.push(function () {
      knownAs(clip.seat.slots[at.scene], args.region, args.kind === "audio" ? args.path : "");
      return then(tellLength(watch, clip.seat, at.scene, args, row));
   });
   // Half of the new content is none: the slot is empty then, and the old content comes back from outside.
   return {row: row, back: function () { return at.isEmptied ? emptied(clip.seat, at.scene) : []; }, steps: steps};
}

function setNotes(watch, args) {
   // By the grid of the open clip: window after window the old notes go and the new ones come.
   var clip = clipBy(watch, args.region), row = {};
   mustTake(clip.seat, "midi");
   return {row: row, steps: withSelection(watch, [
      function () { return clip.slot.content === null ? then(readClip(watch, clip)) : then(goTo(watch, clip)); },
      function () { return then(fine(watch)); },
      function () {
         var steps = [], end = edgesOf(watch.cursor).end;
         args.rows.forEach(function (row) { end = Math.max(end, row[0] + row[1]); });
         var windows = {};
         args.rows.forEach(function (row) {
            var at = Math.round(row[0] * STEPS_A_BEAT), first = at - at % GRID_STEPS;
            (windows[first] = windows[first] || []).push(row);
         });
         for (var first = 0; first < end * STEPS_A_BEAT; first += GRID_STEPS) {
            steps = steps.concat(writeWindow(watch, first, windows[first] || []));
         }
         row.isBegun = true;
         return then(steps);
      },
      function () { return then(readClip(watch, clip)); }
   ])};
}

function writeWindow(watch, first, rows) {
   return [
      function () {
         watch.cursor.scrollToStep(first);
         return stillness(watch);
      },
      function () {
         watch.cursor.clearSteps();
         rows.forEach(function (row) {
            watch.cursor.setStep(row[4], Math.round(row[0] * STEPS_A_BEAT) - first, row[2], row[3], row[1]);
         });
         return stillness(watch);
      }
   ];
}

var CLIP_CHANGES = {
   place_audio: function (watch, args) { return place(watch, args, "audio"); },
   place_midi: function (watch, args) { return place(watch, args, "midi"); },
   empty_slot: function (watch, args) { return CLIP_CHANGES.remove_region(watch, {region: args.slot}); },
   place_in_slot: function (watch, args) { return place(watch, args, args.kind); },
   replace_content: replaceContent,
   set_notes: setNotes,
   move: function (watch, args) { return moved(watch, args, false); },
   duplicate: function (watch, args) { return moved(watch, args, true); },
   rename_region: function (watch, args) {
      var clip = clipBy(watch, args.region);
      return {row: {}, steps: withSelection(watch, goTo(watch, clip).concat([
         function () { watch.cursor.setName(args.name); },
         function () { return until(function () { return clip.slot.name === args.name; }, 50); }
      ]))};
   },
   remove_region: function (watch, args) {
      var clip = clipBy(watch, args.region);
      return seen([function () { slotOf(clip.seat, clip.index).deleteObject(); }], function () { return !clip.slot.has; });
   }
};
