/**
 * The recovery chunk: what a page needs when something went wrong. It is there before a view gets all its values anew,
 * and is fetched as soon as a view is connected, while the network is there.
 */
import { isSame, match } from "../identity.ts";
import { join } from "../later.ts";
import { mend } from "../mend.ts";
import { recover } from "../recovery.ts";
import { reloadPage, works } from "../reload.ts";

join({ recover_: recover, match_: match, isSame_: isSame, mend_: mend, reload_: reloadPage, works_: works });
