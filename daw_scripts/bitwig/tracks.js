// Tracks that come, go and are named; their mixer.

var POLYMER = "8f58138b-03aa-4e9d-83bd-a038c99a4ed5";
var POLYMER_NAME = "Polymer";
var removed = {};

function keep(watch, seat) {
   // What a track that goes was like, in case that it comes back.
   removed[idOf(watch, seat)] = {place: watch.seats.indexOf(seat), devices: devicesOf(seat)};
}

function devicesOf(seat) {
   return seat.devices.filter(function (one) { return one.exists().get(); }).map(function (one) { return one.name().get(); });
}

function newTrack(watch, args) {
   var before = idsOf(watch);
   var count = seatsOf(watch).length, was = removed[args.was] || {place: -1, devices: []};
   var made = null, row = {}, others = was.devices.filter(function (name) { return name !== POLYMER_NAME; });
   var place = args.kind !== "bus" && was.place < watch.bank.itemCount().get() ? was.place : -1;
   var isPlayed = args.kind === "midi" && (args.instrument || was.devices[0] === POLYMER_NAME);

   function fresh() {
      var now = idsOf(watch);
      var found = seatsOf(watch).filter(function (seat, index) {
         return before.indexOf(now[index]) < 0 && kindOf(seat) === args.kind;
      });
      if (found.length > 1) {
         throw new Error("Another track came at the same moment, so it is not known which is which");
      }
      return found[0];
   }

   var room = args.kind === "bus" ? EFFECTS - watch.effects.itemCount().get() : TRACKS - watch.bank.itemCount().get();
   if (room < 1) {
      throw new Error("Tonmeister sees the first " + TRACKS + " tracks and " + EFFECTS + " effect tracks of a project in Bitwig, and they are all there");
   }
   if (args.kind === "audio") {
      watch.application.createAudioTrack(place);
   } else if (args.kind === "midi") {
      watch.application.createInstrumentTrack(place);
   } else if (args.kind === "bus") {
      watch.application.createEffectTrack(-1);
   } else {
      throw new Error("Bitwig lets no script make a group; select its tracks in Bitwig and press Ctrl+G or Cmd+G");
   }
   function back() {
      // What goes wrong with a track that was asked for leaves none, also when Bitwig makes it only now.
      return [
         function () { return until(fresh, LATE); },
         function () {
            if (fresh()) {
               fresh().track.deleteObject();
               return until(function () { return !fresh(); }, 50);
            }
         }
      ];
   }

   return {row: row, back: back, steps: [
      function () { return until(function () { return seatsOf(watch).length > count && fresh(); }, PATIENCE, "Bitwig made no track"); },
      function () {
         made = held(watch, fresh());
         made.track.name().set(args.name);
         if (args.color) {
            paint(made, args.color);
         }
         if (isPlayed) {
            play(made);
         }
      },
      function () { return until(function () { return fresh() && made.track.name().get() === args.name; }, 50); },
      function () { return isPlayed ? until(function () { return made.devices[0].exists().get(); }, 50) : undefined; },
      function () {
         row.made = idOf(watch, made);
         if (isPlayed && !made.devices[0].exists().get()) {
            row.told = {note: "Bitwig put no instrument on the track; choose one there to hear it."};
         } else if (others.length) {
            row.told = {note: "Its devices (" + others.join(", ") + ") did not come back with it; Bitwig's own undo brings them."};
         }
      }
   ]};
}

function play(seat) {
   // An instrument, so that a new track is heard; a script in JavaScript may not be allowed to name one.
   try {
      var id = typeof java === "undefined" ? POLYMER : java.util.UUID.fromString(POLYMER);
      seat.track.endOfDeviceChainInsertionPoint().insertBitwigDevice(id);
   } catch (error) {
      host.println("Tonmeister: no instrument was put on the track (" + error + ")");
   }
}

function paint(seat, color) {
   function part(at) { return parseInt(color.slice(at, at + 2), 16) / 255; }
   seat.track.color().set(part(1), part(3), part(5));
}

function seen(steps, isTrue) {
   return {row: {}, steps: steps.concat([function () { return whenTold(isTrue, 50); }])};
}

function setTo(value, wanted) {
   return seen([function () { value.set(wanted); }], function () {
      return typeof wanted === "number" ? Math.abs(value.get() - wanted) < 1e-6 : value.get() === wanted;
   });
}

function sendLevel(watch, args) {
   var seat = seatBy(watch, args.track), to = seatBy(watch, args.to);
   var number = watch.busses.indexOf(to);
   if (seat.isBus || number < 0 || number >= SENDS) {
      throw new Error("In Bitwig sound is sent from tracks to the first " + SENDS + " effect tracks only");
   }
   return setTo(seat.sends[number].value(), args.gain_db === null || args.gain_db === undefined ? 0 : rawOf(args.gain_db));
}

var TRACK_CHANGES = {
   new_track: newTrack,
   rename_track: function (watch, args) { return setTo(seatBy(watch, args.track).track.name(), args.name); },
   remove_track: function (watch, args) {
      var seat = seatBy(watch, args.track), count = seatsOf(watch).length;
      if (kindOf(seat) === "master") {
         throw new Error("The master track cannot be removed");
      }
      if (seatsOf(watch).some(function (one) { return groupOf(one) === args.track; })) {
         throw new Error("That group holds tracks, which Bitwig would delete with it; delete those first");
      }
      keep(watch, seat);
      var left = idsOf(watch).filter(function (id) { return id !== args.track; });
      var removal = seen([function () { seat.track.deleteObject(); }], function () { return seatsOf(watch).length < count; });
      removal.steps.push(function () { settleAs(watch, left); });
      return removal;
   },
   set_position: function (watch, args) {
      var seat = seatBy(watch, args.track), id = args.track;
      var others = seatsIn(watch.seats).filter(function (one) { return one !== seat; });
      if (seat.isBus || !others.length) {
         throw new Error("That track cannot be moved among the others");
      }
      var next = others[args.position];
      var ids = idsOf(watch), order = others.map(function (one) { return one.owner; });
      order.splice(Math.min(args.position, others.length), 0, id);
      order = order.concat(ids.slice(order.length));
      var names = order.map(function (one) { return nameOf(seatBy(watch, one)); }).join("\n");
      var move = seen([function () {
         var at = next ? next.track.beforeTrackInsertionPoint() : others[others.length - 1].track.afterTrackInsertionPoint();
         at.moveTracks(seat.track);
         return pause(3);
      }], function () {
         return API >= 20 ? idsOf(watch).join() === order.join() : seatsOf(watch).map(nameOf).join("\n") === names;
      });
      move.steps.push(function () { settleAs(watch, order); });
      return move;
   },
   set_color: function (watch, args) {
      var seat = seatBy(watch, args.track);
      return seen([function () { paint(seat, args.color); }], function () { return hexOf(seat.track.color()) === args.color; });
   },
   set_arm: function (watch, args) {
      var seat = seatBy(watch, args.track);
      if (seat.isBus) {
         throw new Error("That track records nothing, so it cannot be armed");
      }
      return setTo(seat.track.arm(), args.on);
   },
   set_monitor: function (watch, args) {
      return setTo(seatBy(watch, args.track).track.monitorMode(), args.monitor.toUpperCase());
   },
   set_gain: function (watch, args) { return setTo(seatBy(watch, args.track).track.volume().value(), rawOf(args.gain_db)); },
   set_pan: function (watch, args) { return setTo(seatBy(watch, args.track).track.pan().value(), (args.pan + 1) / 2); },
   set_mute: function (watch, args) { return setTo(seatBy(watch, args.track).track.mute(), args.on); },
   set_solo: function (watch, args) { return setTo(seatBy(watch, args.track).track.solo(), args.on); },
   send: sendLevel
};
