// The port: frames of JSON. Bitwig takes the length away from what comes; what goes needs one.

function Line(commands) {
   var self = this;
   this.connections = [];
   this.socket = host.createRemoteConnection("Tonmeister", SETTINGS.port);
   this.socket.setClientConnectCallback(function (connection) { self.greet(connection, commands); });
}

Line.prototype.port = function () {
   return this.socket.getPort();
};

Line.prototype.greet = function (connection, commands) {
   var self = this;
   this.connections.push(connection);
   connection.setDisconnectCallback(function () {
      self.connections = self.connections.filter(function (one) { return one !== connection; });
   });
   connection.setReceiveCallback(function (data) {
      var command = null;
      try {
         command = JSON.parse(textOf(data));
      } catch (error) {
         command = null;
      }
      commands.take(command, function (reply) { self.answer(connection, reply); });
   });
};

Line.prototype.answer = function (connection, reply) {
   if (this.connections.indexOf(connection) >= 0) {
      try {
         connection.send(framed(JSON.stringify(reply)));
      } catch (error) {
         host.println("Tonmeister: an answer could not be sent (" + error + ")");
      }
   }
};

Line.prototype.close = function () {
   this.connections.slice().forEach(function (connection) { connection.disconnect(); });
};
