// Bitwig's objects as the script holds them: each is a number on the other side.
(function (global) {
   var functions = {}, nextFunction = 1, things = {}, names = {}, called = {};

   function given(value) {
      if (typeof value === "function") {
         functions[nextFunction] = value;
         return {"function": nextFunction++};
      }
      if (Array.isArray(value)) {
         return value.map(given);
      }
      return value && value.__number ? {thing: value.__number} : value === undefined ? null : value;
   }

   function taken(answer) {
      if (answer.error !== undefined) {
         throw new Error(answer.error);
      }
      return answer.thing === undefined ? answer.value : thing(answer.thing, answer.kind, answer.known);
   }

   function thing(number, kind, known) {
      // `known`: what its methods give, as long as it lives; only the first call of each in a script is judged.
      if (!things[number]) {
         var methods = {};
         things[number] = new Proxy({}, {
            get: function (_, name) {
               if (name === "__number") {
                  return number;
               }
               if (typeof name !== "string" || name === "toString" || name === "toJSON") {
                  return undefined;
               }
               if (!methods[name]) {
                  if (!names[kind + "." + name] && !__has(kind, name)) {
                     return undefined;
                  }
                  names[kind + "." + name] = true;
                  methods[name] = function () {
                     if (known && known[name] !== undefined && !arguments.length) {
                        if (called[kind + "." + name]) {
                           return known[name];
                        }
                        called[kind + "." + name] = true;
                     }
                     var text = arguments.length ? JSON.stringify(Array.prototype.slice.call(arguments).map(given)) : "[]";
                     return taken(JSON.parse(__call(number, name, text)));
                  };
               }
               return methods[name];
            }
         });
      }
      return things[number];
   }

   global.__fire = function (number, text) {
      functions[number].apply(null, JSON.parse(text).map(taken));
   };
   global.__forget = function (number) { delete things[number]; };
   global.host = thing(1, "ControllerHost");
   global.loadAPI = function (version) { host.loadAPI(version); };
   global.println = function (text) { host.println(String(text)); };
   global.load = function (name) { (0, eval)(__load(name)); };
   if (__java) {
      global.java = {util: {UUID: {fromString: function (text) { return taken(JSON.parse(__uuid(text))); }}}};
   }
})(globalThis);
