/** The confirm chunk: `live-confirm` asks the visitor before an event is sent, and before anything else happens. */
import { attributeOf } from "../dom.ts";
import { stages } from "../stages.ts";

stages.push_.unshift(({ owner_: owner }, go) => {
  const question = attributeOf(owner, `${stages.prefix_}confirm`);
  if (question === null) return go();
  // An answer that is there at once is taken at once.
  const answer = stages.confirm_(question);
  if (answer === true) go();
  else if (answer) void answer.then((isSure) => isSure && go());
});
