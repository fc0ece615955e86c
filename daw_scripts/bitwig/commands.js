// Commands: data, never code, from a closed list; one after another, and none of them twice.

var VERSION = 2, REMEMBERED = 64, MUTATING = {apply: true};
var BACK_TRIES = 4, BACK_PAUSE = 3, READINGS = 4;
var DEPENDS = "It depends on a change that was not made.";
var TARGETS = ["track", "region", "to", "marker"];
var CHANGES = {};
[TRACK_CHANGES, CLIP_CHANGES, TIME_CHANGES, MARKER_CHANGES].forEach(function (part) {
   for (var name in part) {
      CHANGES[name] = part[name];
   }
});

function Commands(watch) {
   this.watch = watch;
   this.queue = [];
   this.done = {};
   this.doneIds = [];
   this.run = freshId();
   this.isBusy = false;
}

Commands.prototype.take = function (command, answer) {
   // Check a command, say that it was taken, and do it when those before it are done.
   if (!command || typeof command.id !== "string") {
      answer({id: "", ok: false, error: "That is no command.", state: "not_done"});
      return;
   }
   if (this.done[command.id]) {
      answer(this.done[command.id]);
      return;
   }
   var waiting = this.queue.filter(function (one) { return one.command.id === command.id; })[0];
   if (waiting) {
      waiting.answer = answer;
      answer({id: command.id, picked_up: true});
      return;
   }
   var why = refusal(command);
   if (why) {
      answer({id: command.id, ok: false, error: why, state: "not_done"});
      return;
   }
   answer({id: command.id, picked_up: true});
   this.queue.push({command: command, answer: answer, began: Date.now()});
   this.next();
};

function refusal(command) {
   if (typeof command.token !== "string" || command.token !== SETTINGS.token) {
      return "The token is not the one of this computer; run: tonmeister daw install bitwig, and start Bitwig again.";
   }
   if (command.version !== VERSION) {
      return "The script in Bitwig is another version; run: tonmeister daw install bitwig, and start Bitwig again.";
   }
   if (typeof command.deadline !== "number" || Date.now() / 1000 > command.deadline) {
      return "The request came too late, and nothing was changed; try again.";
   }
   return OPS.hasOwnProperty(command.op) ? "" : "The script does not know '" + command.op + "'.";
}

Commands.prototype.next = function () {
   var self = this, job = this.queue[0];
   if (this.isBusy || !job) {
      return;
   }
   this.isBusy = true;
   var result = {};
   var steps = [function () { return then(OPS[job.command.op](self, job.command.args || {}, result)); }];
   run(steps, function (error) {
      self.watch.isReading = false;
      var isMutating = MUTATING[job.command.op] === true;
      var reply = error && !result.isWhole
         ? {id: job.command.id, ok: false, error: sentence(error), state: result.isBegun ? "unknown" : "not_done"}
         : {id: job.command.id, ok: true, result: result.value === undefined ? null : result.value, ms: Date.now() - job.began};
      if (isMutating) {
         self.done[job.command.id] = reply;
         self.doneIds.push(job.command.id);
         if (self.doneIds.length > REMEMBERED) {
            delete self.done[self.doneIds.shift()];
         }
      }
      self.queue.shift();
      self.isBusy = false;
      job.answer(reply);
      self.next();
   });
};

var OPS = {
   ping: function (self, args, result) {
      var watch = self.watch;
      return named(watch).concat([function () {
         result.value = {
            project: watch.markNow.get(), name: watch.projectName.get(), version: VERSION, run: self.run,
            edition: SETTINGS.edition, api: API, daw: "Bitwig Studio " + host.getHostVersion(), changes: Object.keys(CHANGES)
         };
      }]);
   },
   snapshot: function (self, args, result) {
      var watch = self.watch;
      return named(watch).concat([
         function () { return then(readAll(watch, READINGS)); },
         function () {
            result.value = snapshotOf(watch, args);
            result.value.run = self.run;
         }
      ]);
   },
   know: function (self, args) {
      return [function () {
         knowAgain(self.watch, args.rows || []);
         knowMarkersAgain(self.watch, args.markers || []);
      }];
   },
   select: function (self, args) {
      var watch = self.watch;
      if (args.region) {
         return goTo(watch, clipBy(watch, args.region));
      }
      return [function () { seatBy(watch, args.track).track.selectInMixer(); }];
   },
   apply: function (self, args, result) {
      var watch = self.watch, refs = {}, rows = [];
      var steps = readAll(watch, READINGS).concat([function () {
         if (args.expected_revision && args.expected_revision !== stateRevision(stateOf(watch))) {
            result.value = {changed_since: true};
            return undefined;
         }
         result.value = {results: rows};
         result.isBegun = true;
         return then((args.changes || []).map(function (change) {
            return function () { return then(one(watch, change, refs, rows)); };
         }));
      }]);
      return steps.concat([
         function () {
            result.isWhole = true;  // what goes wrong from here on takes nothing back of what was done
            return then(args.look && result.isBegun ? readAll(watch, READINGS) : readUnknown(watch));
         },
         function () {
            if (args.look && result.isBegun) {  // what is there now goes with the answer: nobody then waits for another tick to look at it
               result.value.seen = snapshotOf(watch, args);
               result.value.seen.run = self.run;
            }
         }
      ]);
   }
};

function named(watch) {
   // Each project keeps an id of its own in itself.
   if (watch.markNow.get()) {
      return [];
   }
   return [
      function () { watch.mark.set(freshId() + freshId()); },
      function () { return until(function () { return watch.markNow.get() !== ""; }, PATIENCE, "Bitwig did not keep a mark in the project"); }
   ];
}

function one(watch, change, refs, rows) {
   // The steps of one change; whatever goes wrong in them is told in its row, and the list goes on.
   var said = null;
   return [function () {
      var isDone = false;
      var row = null;
      try {
         var handler = CHANGES.hasOwnProperty(change.change) ? CHANGES[change.change] : null;
         if (!handler) {
            throw new Error("The script in Bitwig does not know that change");
         }
         said = handler(watch, resolved(change, refs));
      } catch (error) {
         rows.push({ok: false, error: sentence(error)});
         return undefined;
      }
      run(said.steps, function (error) {
         watch.isReading = false;
         row = error ? {ok: false, error: sentence(error)} : {ok: true};
         if (!error) {
            row.made = said.row.made === undefined ? null : said.row.made;
            var note = (said.row.told && said.row.told.note) || "";
            row.told = {note: [note, change.note || ""].join(" ").trim()};
         }
         if (change.ref && row.made) {
            refs[change.ref] = row.made;
         }
         rows.push(row);
         if (error) {
            row.left = said.row.isBegun === true;  // what was there is not there as it was
         }
         if (!error || !said.back) {
            isDone = true;
            return;
         }
         takeBack(said, BACK_TRIES, function (isGone) {
            row.left = row.left || !isGone;
            isDone = true;
         });
      });
      return whenTold(function () { return isDone; }, 9000, "Bitwig did not finish a change");
   }];
}

function takeBack(said, tries, done) {
   // What a change that failed has made goes, at once or a moment later; whether it went.
   run([function () { return then(said.back()); }], function (error) {
      if (!error || tries <= 1) {
         done(!error);
         return;
      }
      run([function () { return pause(BACK_PAUSE); }], function () { takeBack(said, tries - 1, done); });
   });
}

function resolved(change, refs) {
   var found = {};
   for (var name in change) {
      found[name] = change[name];
   }
   TARGETS.forEach(function (name) {
      var value = found[name];
      if (typeof value === "string" && value.charAt(0) === "$") {
         if (!refs.hasOwnProperty(value.slice(1))) {
            throw new Error(DEPENDS);
         }
         found[name] = refs[value.slice(1)];
      }
   });
   return found;
}
