// Work that waits for Bitwig: a list of functions, each of which may ask to wait until something is seen.

var TICK_MS = 20;
var LATE = 25;  // ticks in which Bitwig does what it was asked for

function until(isTrue, ticks, otherwise) {
   // `otherwise` is the error when the time is up; without it, the work goes on.
   return {until: isTrue, ticks: ticks || 100, otherwise: otherwise};
}

function pause(ticks) {
   return until(function () { return false; }, ticks);
}

function then(steps) {
   return {steps: steps};
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
         host.scheduleTask(function () { look(wanted, left - 1); }, TICK_MS);
      } else if (wanted.otherwise) {
         done(new Error(wanted.otherwise));
      } else {
         next();
      }
   }

   next();
}

function sentence(error) {
   var text = String(error && error.message ? error.message : error).replace(/\s+/g, " ").trim();
   return /[.!?]$/.test(text) ? text : text + ".";
}
