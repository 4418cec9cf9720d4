/** A side answered wrongly: its figures mean nothing, and the bench fails. */
export class WrongAnswer extends Error {
	override readonly name = 'WrongAnswer';
}
