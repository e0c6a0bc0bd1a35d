/** The walk cannot go on: something did not come, something was refused, or something stands where it should not. */
export class WalkFailed extends Error {
  override readonly name = 'WalkFailed';
}
