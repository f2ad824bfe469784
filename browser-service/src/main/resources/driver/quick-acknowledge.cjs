'use strict';
/*
 * Node loads this into Playwright's driver before the driver itself (NODE_OPTIONS --require; QuickAcknowledge.java).
 *
 * Firefox leaves Nagle's algorithm (RFC 896) on for the WebDriver BiDi connection that it accepts: when it has two
 * answers to give, the second one waits until the first is acknowledged, and this side acknowledges only after 40 ms
 * (Linux' delayed acknowledgement), since it has nothing to send meanwhile. So it is given something to send: after
 * whatever comes from Firefox goes an unsolicited pong (RFC 6455, 5.5.3: no answer is expected), and the
 * acknowledgement goes with it. Nothing but the timing changes.
 */
const http = require('http');

const FIN_PONG = 0x8a;
const MASKED_AND_EMPTY = 0x80;
// A client masks its frames. The mask of an empty frame changes nothing, but Firefox takes 0 for a frame without one.
const PONG = Buffer.from([FIN_PONG, MASKED_AND_EMPTY, 0x52, 0x46, 0x43, 0x31]);

const isBidi = (request) => ['127.0.0.1', '::1', 'localhost'].includes(request.host)
    && String(request.path).startsWith('/session');

function acknowledgeAtOnce(socket) {
  socket.on('data', () => {
    if (socket.writable)
      socket.write(PONG);
  });
}

const emit = http.ClientRequest.prototype.emit;
http.ClientRequest.prototype.emit = function (event, ...values) {
  const heard = emit.call(this, event, ...values);
  if (event === 'upgrade' && isBidi(this)) {
    try {
      acknowledgeAtOnce(values[1]);
    } catch (error) { // slower, but it works
      process.stderr.write(`quick-acknowledge: ${error.message}\n`);
    }
  }
  return heard;
};

delete process.env.NODE_OPTIONS; // of the driver alone, not of the browser
