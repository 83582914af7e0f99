import { Socket } from "node:net";

// Loaded into the app before anything of its own (`node --import`): it can reach this machine only,
// and says so on its log when it tries to reach another.
const isThisMachine = (host: unknown) =>
  host === undefined || /^(localhost|127\.0\.0\.1|::1|.+\.localhost)$/.test(String(host));

const { connect } = Socket.prototype;

Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
  // node:net passes its own normalized arguments on as an array.
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const host = typeof first === "object" && first !== null ? Reflect.get(first, "host") : args[1];
  if (isThisMachine(host)) return Reflect.apply(connect, this, args);
  console.error(`network: refused ${host}`);
  // Nobody listens on port 1.
  return Reflect.apply(connect, this, [{ host: "127.0.0.1", port: 1 }]);
};
