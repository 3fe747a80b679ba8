-- SPDX-License-Identifier: Apache-2.0
-- Version 3: a vote names what it judged, so that it can be matched to the answers afterwards. Empty for votes of versions before.
-- `item` counts from 0 in the comparison's list of items from here on; before, it was a place in the shuffled list.
ALTER TABLE votes ADD COLUMN run TEXT NOT NULL DEFAULT '';             -- adapter that answered
ALTER TABLE votes ADD COLUMN question TEXT NOT NULL DEFAULT '';        -- SHA-256, as of the answers
ALTER TABLE votes ADD COLUMN base_answer TEXT NOT NULL DEFAULT '';
ALTER TABLE votes ADD COLUMN adapter_answer TEXT NOT NULL DEFAULT '';
