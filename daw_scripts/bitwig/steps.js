// Work that waits for Bitwig: a list of functions, each of which may ask to wait until something is seen.

var TICK_MS = 20;
var LATE = 25;  // ticks in which Bitwig does what it was asked for

function until(isTrue, ticks, otherwise) {
   // `otherwise` is the error when the time is up; without it, the work goes on.
   return {until: isTrue, ticks: ticks || 100, otherwise: otherwise};
}

function whenTold(isTrue, ticks, otherwise) {
   // The same for what Bitwig's next word may decide: it is looked at as soon as there is one.
   var wanted = until(isTrue, ticks, otherwise);
   wanted.isEarly = true;
   return wanted;
}

function pause(ticks) {
   return until(function () { return false; }, ticks);
}

function then(steps) {
   return {steps: steps};
}

var waiting = [];

function lookAgain() {
   // Bitwig has told something: work that waits for it looks at once, not at its next turn.
   var now = waiting;
   waiting = [];
   now.forEach(function (one) { one(); });
}

function run(steps, done) {
   var queue = steps.slice();

   function next() {
      while (queue.length) {
         var said;
         try {
            said = queue.shift()();
         } catch (error) {
            done(error);
            return;
         }
         if (said && said.steps) {
            queue = said.steps.concat(queue);
         } else if (said && said.until) {
            look(said, said.ticks);
            return;
         }
      }
      done(null);
   }

   function look(wanted, left) {
      try {
         if (wanted.until()) {
            next();
            return;
         }
      } catch (error) {
         done(error);
         return;
      }
      if (left > 0) {
         wait(wanted, left);
      } else if (wanted.otherwise) {
         done(new Error(wanted.otherwise));
      } else {
         next();
      }
   }

   function wait(wanted, left) {
      // Until its turn comes, or something is told before: then it looks, and goes on waiting for its turn if it must.
      var isOver = false;
      function early() {
         if (isOver) {
            return;
         }
         try {
            isOver = wanted.until();
         } catch (error) {
            isOver = true;
            done(error);
            return;
         }
         if (isOver) {
            next();
         } else {
            waiting.push(early);
         }
      }
      if (wanted.isEarly) {
         waiting.push(early);
      }
      host.scheduleTask(function () {
         waiting = waiting.filter(function (one) { return one !== early; });
         if (!isOver) {
            isOver = true;
            look(wanted, left - 1);
         }
      }, TICK_MS);
   }

   next();
}

function sentence(error) {
   var text = String(error && error.message ? error.message : error).replace(/\s+/g, " ").trim();
   return /[.!?]$/.test(text) ? text : text + ".";
}
