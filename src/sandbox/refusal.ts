/** Something that cannot be done in this world: a number nobody has, a sum below zero. Its message is for the person who asked. */
export class SandboxRefusal extends Error {
  override readonly name = 'SandboxRefusal';
}
