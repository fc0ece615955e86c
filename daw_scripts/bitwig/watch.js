// Everything that is looked at, asked for when the script starts: Bitwig tells values only of what was asked for then.

var TRACKS = 64, EFFECTS = 8, SCENES = 64, SENDS = 4, DEVICES = 2;
var GRID_STEPS = 768, STEPS_A_BEAT = 96;

function Watch() {
   var root, i;
   this.application = host.createApplication();
   this.projectName = heldValue(this.application.projectName(), "");
   this.project = host.getProject();
   this.transport = watchedTransport();
   this.now = heldTransport(this.transport);
   this.mark = host.getDocumentState().getStringSetting("Project", "Tonmeister", 40, "");
   this.markNow = heldValue(this.mark, "");
   root = this.project.getRootTrackGroup();
   this.bank = root.createMainTrackBank(TRACKS, SENDS, SCENES, true);
   this.effects = root.createEffectTrackBank(EFFECTS, 0, false);
   this.trackCount = heldValue(this.bank.itemCount(), 0);
   this.effects.itemCount().markInterested();
   this.sceneBank = this.bank.sceneBank();
   this.scenesThere = heldValue(this.sceneBank.itemCount(), 0);
   this.scenes = [];
   this.sceneNames = [];
   for (i = 0; i < SCENES; i++) {
      this.scenes.push(this.sceneBank.getScene(i));
      this.sceneNames.push(heldValue(this.scenes[i].name(), ""));
   }
   this.seats = [];
   for (i = 0; i < TRACKS; i++) {
      this.seats.push(watchedTrack(this, this.bank.getItemAt(i), false));
   }
   this.busses = [];
   for (i = 0; i < EFFECTS; i++) {
      this.busses.push(watchedTrack(this, this.effects.getItemAt(i), true));
   }
   this.master = watchedTrack(this, host.createMasterTrack(0), true);
   this.markers = watchedMarkers();
   this.cursor = host.createLauncherCursorClip(GRID_STEPS, 128);
   this.cells = {};
   this.hasMissed = false;
   this.heardAt = 0;
   this.isReading = false;
   this.isStale = false;
   watchCursor(this);
}

function watchedTransport() {
   var transport = host.createTransport();
   var wanted = [transport.tempo().value(), transport.timeSignature().numerator(), transport.timeSignature().denominator(),
      transport.isPlaying(), transport.isArrangerRecordEnabled(), transport.isArrangerLoopEnabled(), transport.arrangerLoopStart(),
      transport.arrangerLoopDuration(), transport.isMetronomeEnabled(), transport.getPosition(), transport.playStartPosition()];
   wanted.forEach(function (value) { value.markInterested(); });
   return transport;
}

function heldTransport(transport) {
   // What each look tells of the transport; the tempo is told by parts of its scale, and is asked for.
   return {
      numerator: heldValue(transport.timeSignature().numerator(), 0), denominator: heldValue(transport.timeSignature().denominator(), 0),
      plays: heldValue(transport.isPlaying(), false), records: heldValue(transport.isArrangerRecordEnabled(), false),
      loops: heldValue(transport.isArrangerLoopEnabled(), false), loopStart: heldValue(transport.arrangerLoopStart(), 0),
      loopLength: heldValue(transport.arrangerLoopDuration(), 0), clicks: heldValue(transport.isMetronomeEnabled(), false),
      start: heldValue(transport.playStartPosition(), 0)
   };
}

function watchedTrack(watch, track, isBus) {
   var seat = {
      track: track, isBus: isBus, slots: [], devices: [], sends: [], owner: null, parent: null, row: null, rowFor: "",
      there: heldValue(track.exists(), false), name: heldValue(track.name(), ""), type: heldValue(track.trackType(), ""),
      channel: API >= 20 ? heldValue(track.channelId(), "") : null
   };
   var i;
   var wanted = [track.exists(), track.name(), track.trackType(), track.volume().value(), track.volume().displayedValue(),
      track.pan().value(), track.mute(), track.solo(), track.arm(), track.monitorMode(), track.color(), track.position()];
   if (API >= 20) {
      seat.parent = track.createParentTrack(0, 0);
      wanted.push(track.channelId(), seat.parent.exists(), seat.parent.channelId());
   }
   var devices = track.createDeviceBank(DEVICES);
   for (i = 0; i < DEVICES; i++) {
      seat.devices.push(devices.getDevice(i));
      wanted.push(seat.devices[i].exists(), seat.devices[i].name(), seat.devices[i].isEnabled());
   }
   if (isBus) {
      told(seat, wanted);
      return seat;
   }
   for (i = 0; i < SENDS; i++) {
      var send = track.sendBank().getItemAt(i);
      wanted.push(send.exists(), send.value(), send.displayedValue());
      seat.sends.push(send);
   }
   told(seat, wanted);
   for (i = 0; i < SCENES; i++) {
      seat.slots.push({has: false, name: "", isSelected: false, content: null, id: null, file: ""});
   }
   watchSlots(watch, seat, track.clipLauncherSlotBank());
   return seat;
}

function heldValue(value, empty) {
   // What is asked for all the time is kept here as Bitwig told it last.
   var now = empty;
   value.markInterested();
   value.addValueObserver(function (fresh) { now = fresh; });
   return {get: function () { return now; }};
}

function told(seat, values) {
   // Of each of these Bitwig tells when it changes: until then the track's row is as it was, and nothing is asked for it.
   values.forEach(function (value) {
      value.markInterested();
      value.addValueObserver(function () { seat.row = null; });
   });
}

function watchSlots(watch, seat, bank) {
   seat.bank = bank;
   bank.addHasContentObserver(function (index, has) {
      if (seat.slots[index].has && !has) {
         gone(seat.slots[index]);
      }
      seat.slots[index].has = has;
      seat.slots[index].content = null;
   });
   bank.addNameObserver(function (index, name) {
      seat.slots[index].name = name;
   });
   bank.addIsSelectedObserver(function (index, isSelected) {
      if (!isSelected && watch.isStale) {
         seat.slots[index].content = null;
      }
      seat.slots[index].isSelected = isSelected;
   });
}

function watchCursor(watch) {
   var cursor = watch.cursor;
   var slot = cursor.clipLauncherSlot();
   var wanted = [cursor.exists(), cursor.getPlayStart(), cursor.getPlayStop(), cursor.isLoopEnabled(), cursor.getLoopStart(),
      cursor.getLoopLength(), slot.sceneIndex(), cursor.getTrack().position(), cursor.getTrack().name()];
   wanted.forEach(function (value) { value.markInterested(); });
   wanted.slice(1, 6).forEach(function (value) { value.addValueObserver(function () { heard(watch); }); });
   cursor.setStepSize(1 / STEPS_A_BEAT);
   cursor.addNoteStepObserver(function (step) {
      try {
         noted(watch, step);
      } catch (error) {
         watch.hasMissed = true;  // an error that left here would end the script
      }
      heard(watch);
   });
}

function noted(watch, step) {
   var key = step.channel() + ":" + step.x() + ":" + step.y();
   if (String(step.state()) === "NoteOn") {
      watch.cells[key] = [step.x(), step.y(), step.channel(), step.velocity(), step.duration()];
   } else {
      delete watch.cells[key];
   }
}

function heard(watch) {
   // Something of the open clip is new; when it was not us who moved the window, the user works on it.
   watch.heardAt += 1;
   watch.isStale = watch.isStale || !watch.isReading;
}
