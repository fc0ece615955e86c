// The project as plain data.

var SILENCE_DB = -120;
var lastState = {text: "", print: ""};

function fader(parameter) {
   // dB of a fader: its scale is a cube that ends at +6.02 dB; where Bitwig shows something else, that holds.
   var value = parameter.value().get();
   var exact = value <= 0.001 ? SILENCE_DB : 20 * Math.log(2 * value * value * value) / Math.LN10;
   var shown = /(-?\d+(?:\.\d+)?)\s*dB/.exec(parameter.displayedValue().get().replace(",", ".").replace("\u2212", "-"));
   return shown && Math.abs(Number(shown[1]) - exact) > 0.06 ? Number(shown[1]) : Math.round(exact * 1000) / 1000;
}

function rawOf(db) {
   return db <= SILENCE_DB ? 0 : Math.max(0, Math.min(1, Math.pow(Math.pow(10, db / 20) / 2, 1 / 3)));
}

function kindOf(seat) {
   var type = seat.type.get();
   return {Instrument: "midi", Hybrid: "midi", Audio: "audio", Effect: "bus", Master: "master"}[type] || "group";
}

function hexOf(color) {
   function part(value) { return ("0" + Math.round(255 * value).toString(16)).slice(-2); }
   return "#" + part(color.red()) + part(color.green()) + part(color.blue());
}

function stateOf(watch) {
   var seats = seatsOf(watch), busses = seats.filter(function (seat) { return kindOf(seat) === "bus"; });
   var clips = [], meter = meterOf(watch), beats = {};
   settleClips(watch);
   eachClip(watch, function (seat, index, slot) {
      var content = slot.content || {start: 0, end: 0, isLooped: true};
      beats[index] = beats[index] === undefined ? round6(beatOf(watch, index)) : beats[index];
      clips.push({
         id: clipId(slot), track: seat.owner, name: slot.name, beat: beats[index],
         scene: index, start: content.start, end: content.end, looped: content.isLooped, kind: kindOf(seat),
         file: slot.file, notes: content.key || ""
      });
   });
   return {
      tempo: round6(watch.transport.tempo().value().getRaw()),
      numerator: meter.numerator,
      denominator: meter.denominator,
      tracks: seats.map(function (seat, place) { return trackRow(watch, seat, place, busses); }),
      clips: clips,
      markers: markersOf(watch).map(function (row) { return [row.id, row.name, row.beat]; })
   };
}

function trackRow(watch, seat, place, busses) {
   // The row of before, while nothing of it has changed.
   var rowFor = [seat.owner, place].concat(busses.map(function (bus) { return bus.owner; })).join();
   if (!seat.row || seat.rowFor !== rowFor) {
      seat.row = freshRow(seat, place, busses);
      seat.row.print = revisionOf(seat.row);
      seat.rowFor = rowFor;
   }
   return seat.row;
}

function groupOf(seat) {
   // Id of what a track lies in: a group, or the project itself, which is no track.
   return seat.parent && seat.parent.exists().get() ? seat.parent.channelId().get() : "";
}

function freshRow(seat, place, busses) {
   var track = seat.track, sends = [], kind = kindOf(seat);
   seat.sends.forEach(function (send, number) {
      if (number < busses.length && send.exists().get() && send.value().get() > 0.001) {
         sends.push([busses[number].owner, fader(send)]);
      }
   });
   return {
      id: seat.owner,
      name: kind === "master" ? track.name().get() || "Master" : track.name().get(),
      kind: kind,
      position: place,
      group: groupOf(seat),
      gain_db: fader(track.volume()),
      pan: Math.round((track.pan().value().get() * 2 - 1) * 1e4) / 1e4,
      mute: track.mute().get(),
      solo: track.solo().get(),
      arm: track.arm().get(),
      monitor: {ON: "on", OFF: "off"}[track.monitorMode().get()] || "auto",
      color: hexOf(track.color()),
      sends: sends,
      devices: seat.devices.filter(function (one) { return one.exists().get(); }).map(function (one, number) {
         return {id: seat.owner + "/device " + number, name: one.name().get(), on: one.isEnabled().get()};
      })
   };
}

function transportOf(watch) {
   var now = watch.now, rolls = now.plays.get();
   return {
      rolling: rolls,
      beat: round6(rolls ? watch.transport.getPosition().get() : now.start.get()),
      record: now.records.get(),
      click: now.clicks.get(),
      looping: now.loops.get(),
      loop: [now.loopStart.get(), now.loopStart.get() + now.loopLength.get()]
   };
}

function stateRevision(state) {
   // A number for exactly this state; each track's own is kept with its row.
   var text = JSON.stringify([state.tempo, state.numerator, state.denominator, state.clips, state.markers,
      state.tracks.map(function (row) { return row.print; })]);
   if (text !== lastState.text) {
      lastState = {text: text, print: printOf(text)};
   }
   return lastState.print;
}

function revisionOf(state) {
   // A number for exactly this row, or these rows of notes.
   return printOf(JSON.stringify(state));
}

function printOf(text) {
   var a = 5381, b = 52711;
   for (var i = 0; i < text.length; i++) {
      a = (a * 33 ^ text.charCodeAt(i)) >>> 0;
      b = (b * 31 + text.charCodeAt(i)) >>> 0;
   }
   return a.toString(16) + "-" + b.toString(16);
}

function notesBesides(watch, known) {
   // The notes behind keys that the asker does not know yet.
   var found = {};
   eachClip(watch, function (seat, index, slot) {
      var content = slot.content;
      if (content && content.key && known.indexOf(content.key) < 0) {
         found[content.key] = content.notes;
      }
   });
   return found;
}

function snapshotOf(watch, args) {
   // The state of the revision that the asker has is not told again, nor are notes whose keys it knows.
   var state = stateOf(watch), chosen = selectedClip(watch), revision = stateRevision(state), isKnown = args.have === revision;
   return {
      state: isKnown ? undefined : state,
      revision: revision,
      notes: isKnown ? undefined : notesBesides(watch, args.known || []),
      transport: transportOf(watch),
      selection: {
         tracks: chosen ? [chosen.seat.owner] : [],
         clips: chosen ? [clipId(chosen.slot)] : []
      },
      steps_a_beat: STEPS_A_BEAT,
      project: watch.markNow.get(),
      name: watch.projectName.get(),
      unseen: Math.max(0, watch.trackCount.get() - TRACKS) + Math.max(0, watch.scenesThere.get() - SCENES)
   };
}
