// Tempo, meter and transport: those of the whole project.

function transportChange(watch, args) {
   var transport = watch.transport, on = args.on;
   var hasPlace = args.beat !== null && args.beat !== undefined;

   function goToBeat() {
      if (hasPlace) {
         transport.playStartPosition().set(args.beat);
         transport.setPosition(args.beat);
      }
      return until(function () { return !hasPlace || Math.abs(transport.playStartPosition().get() - args.beat) < 1e-6; }, 50);
   }

   if (args.action === "stop") {
      return seen([function () { transport.stop(); }], function () { return !transport.isPlaying().get(); });
   }
   if (args.action === "play") {
      return seen([goToBeat, function () { if (on) { transport.play(); } else { transport.stop(); } }],
         function () { return transport.isPlaying().get() === on; });
   }
   if (args.action === "record") {
      return seen([goToBeat, function () {
         transport.isArrangerRecordEnabled().set(on);
         if (on) {
            transport.play();
         }
      }], function () { return transport.isArrangerRecordEnabled().get() === on && (!on || transport.isPlaying().get()); });
   }
   if (args.action === "locate") {
      return {row: {}, steps: [goToBeat]};
   }
   if (args.action === "loop") {
      return seen([function () {
         if (on && hasPlace) {
            transport.arrangerLoopStart().set(args.beat);
            transport.arrangerLoopDuration().set(args.end_beat - args.beat);
         }
         transport.isArrangerLoopEnabled().set(on);
      }], function () {
         return transport.isArrangerLoopEnabled().get() === on
            && (!on || !hasPlace || Math.abs(transport.arrangerLoopStart().get() - args.beat) < 1e-6);
      });
   }
   if (args.action === "metronome") {
      return setTo(transport.isMetronomeEnabled(), on);
   }
   throw new Error("Bitwig's transport does not know '" + args.action + "'");
}

function setMeter(watch, args) {
   // Scenes are called after bars: they are called anew, so that clips stay at their beats.
   var signature = watch.transport.timeSignature(), old = meterOf(watch), names = [];
   var fresh = {numerator: args.numerator, denominator: args.denominator};
   for (var i = 0; i < sceneCount(watch); i++) {
      var name = watch.scenes[i].name().get();
      names.push(/^Bar \d/.test(name) ? nameOfPlace(beatOfScene(name, i, old), fresh) : null);
   }
   return seen([
      function () {
         signature.numerator().set(fresh.numerator);
         signature.denominator().set(fresh.denominator);
         names.forEach(function (name, at) {
            if (name !== null) {
               watch.scenes[at].name().set(name);
            }
         });
      }
   ], function () {
      return signature.numerator().get() === fresh.numerator && signature.denominator().get() === fresh.denominator
         && names.every(function (name, at) { return name === null || watch.scenes[at].name().get() === name; });
   });
}

var TIME_CHANGES = {
   set_tempo: function (watch, args) {
      var tempo = watch.transport.tempo().value();
      return seen([function () { tempo.setRaw(args.bpm); }], function () { return Math.abs(tempo.getRaw() - args.bpm) < 1e-6; });
   },
   set_meter: setMeter,
   transport: transportChange
};
