/** Values, as code, that do not let themselves be looked at. */
export const hostileValues: Readonly<Record<string, string>> = {
  'a getter that throws': 'Object.defineProperty(new Error(), "message", { get() { throw 1; } })',
  'a stack that throws':
    'Object.defineProperty(new Error("x"), "stack", { get() { throw new Error("y"); } })',
  'names that are no text':
    'Object.assign(new Error(), { name: { toString() { throw 1; } }, message: Symbol("m") })',
  'a proxy of which every question is refused':
    'new Proxy({}, new Proxy({}, { get() { return () => { throw new Error("no"); }; } }))',
  'a proxy of an error': 'new Proxy(new Error("x"), { get() { throw 1; }, getPrototypeOf() { throw 2; } })',
  'a proxy that was revoked':
    '(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })()',
  'an object without a prototype': 'Object.create(null)',
  'an error without a prototype': 'Object.setPrototypeOf(new Error("x"), null)',
  'an error among its own causes': '(() => { const e = new Error("x"); e.cause = e; return e; })()',
  'a text that inspect throws':
    '({ [Symbol.for("nodejs.util.inspect.custom")]() { throw new Error("no"); } })',
  'an inspect that is no function': '({ [Symbol.for("nodejs.util.inspect.custom")]: 7 })',
  'a toStringTag that throws': '({ get [Symbol.toStringTag]() { throw 1; } })',
  'a hook of Jupyter that throws': '({ get [Symbol.for("Jupyter.display")]() { throw 1; } })',
  nothing: 'undefined',
  'a number': '-0',
  'a symbol': 'Symbol("s")',
  'a function': 'Object.defineProperty(() => {}, "name", { get() { throw 1; } })',
  'a class whose constructor is a getter that throws':
    '(() => { class A {} Object.defineProperty(A.prototype, "constructor", { get() { throw 1; } }); return new A(); })()',
  'nesting of 20,000': '(() => { let o: any = {}; for (let i = 0; i < 20000; i++) o = { o }; return o; })()',
  'an error of many causes':
    '(() => { let e = new Error("0"); for (let i = 1; i < 2000; i++) e = new Error(String(i), { cause: e }); return e; })()',
  'a long text': '"x".repeat(3e7)',
  'an error of a long message': 'new Error("x".repeat(3e7))',
};
