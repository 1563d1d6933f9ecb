-- The staging file: the only memory between the steps. One run, one file. Beside these tables it holds
--   "<source>.<table>"  the rows as they were read; "#" numbers them
--   "merged.<table>"    views: what the target will hold (written by resolve)
PRAGMA application_id = 1953653090; -- 'trib'
PRAGMA user_version = 11;

-- run name, versions, digests
CREATE TABLE property (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- what was done when, and how it ended; the only place with a clock
CREATE TABLE step (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    arguments TEXT NOT NULL,
    started TEXT NOT NULL,
    ended TEXT,
    outcome TEXT            -- NULL: it did not finish
);

-- sources in the order of the plan, which is precedence; id 0 is the first. catalogue is JSON (merge/staging/catalogue.cpp)
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    catalogue TEXT NOT NULL,
    create_before_rows TEXT NOT NULL,
    create_after_rows TEXT NOT NULL
);

CREATE TABLE staged_table (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source,
    own_label TEXT NOT NULL,     -- the source's own name
    label TEXT NOT NULL,         -- the plan's name, if `from` gives another
    staged TEXT NOT NULL UNIQUE, -- the table in this file
    columns TEXT NOT NULL,      -- JSON: the staged columns, in the catalogue's order
    rows INTEGER NOT NULL,
    digest TEXT NOT NULL        -- of all rows, whatever their order
);

-- the integers that each column held: smallest, greatest, how many; and how many other values but NULL
CREATE TABLE extent (
    table_id INTEGER NOT NULL REFERENCES staged_table,
    "column" TEXT NOT NULL,
    least INTEGER NOT NULL,
    greatest INTEGER NOT NULL,
    integers INTEGER NOT NULL,
    others INTEGER NOT NULL,
    PRIMARY KEY (table_id, "column")
) WITHOUT ROWID;

-- what the sources hold besides the tables that are read
CREATE TABLE not_carried (
    place INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    rows INTEGER,               -- NULL: not counted
    hangs TEXT NOT NULL,        -- what it has to do with what is merged
    remark TEXT NOT NULL        -- the same, or what the plan says instead; written by resolve
);

-- the users of all sources; id is the position, from 1, in the order (source, old id)
CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL,
    row INTEGER NOT NULL,       -- "#" in "<source>.<users>"
    old_id NOT NULL,
    name TEXT
);

-- their login keys; fingerprint is NULL where the key is malformed
CREATE TABLE account_key (
    account INTEGER NOT NULL REFERENCES account,
    keys INTEGER NOT NULL DEFAULT 0, -- which of the plan's tables of keys, from 0
    table_id INTEGER NOT NULL DEFAULT 0, -- staged table of the row; 0: accounts may share the row
    row INTEGER NOT NULL,       -- "#" in "<source>.<keys>"
    fingerprint BLOB,
    shown TEXT NOT NULL,
    left_out INTEGER NOT NULL DEFAULT 0 -- 1: the plan's `where` leaves its row out, and it is no evidence
);

-- what the last dry run showed: who is merged, renamed and gets access, and which rows fold or are left out. A new
-- snapshot keeps it (merge/staging/reviewed.hpp)
CREATE TABLE reviewed (
    kind TEXT NOT NULL,
    what TEXT NOT NULL,
    rows INTEGER NOT NULL,
    PRIMARY KEY (kind, what)
) WITHOUT ROWID;

---- from here on: written by resolve, all of it, each time

CREATE TABLE match (first INTEGER NOT NULL, second INTEGER NOT NULL, rule TEXT NOT NULL, evidence TEXT NOT NULL, PRIMARY KEY (first, second)) WITHOUT ROWID;

-- accounts that are merged into another, and their identity's survivor
CREATE TABLE merged_account (account INTEGER PRIMARY KEY, survivor INTEGER NOT NULL);

-- every account, and its identity's survivor
CREATE VIEW identity AS
SELECT a.id AS account, coalesce(m.survivor, a.id) AS survivor
FROM account AS a LEFT JOIN merged_account AS m ON m.account = a.id;

-- what happens to a row; a row that is not here is kept
CREATE TABLE decision (
    table_id INTEGER NOT NULL,
    row INTEGER NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('fold', 'rename', 'leave_out')),
    survivor_table INTEGER,     -- fold: its survivor
    survivor_row INTEGER,
    new_name TEXT,              -- rename
    rule TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (table_id, row)
) WITHOUT ROWID;
CREATE INDEX left_out ON decision (table_id) WHERE action = 'leave_out';

CREATE TABLE collision (
    name TEXT NOT NULL,
    keeps INTEGER NOT NULL,     -- account
    gives_up INTEGER NOT NULL,  -- account
    new_name TEXT,
    PRIMARY KEY (name, gives_up)
) WITHOUT ROWID;

-- accounts with another name in the target; how and why is in their decision
CREATE TABLE renamed (account INTEGER PRIMARY KEY);

-- a login key that a merge gives to an account which did not have it
CREATE TABLE widened_access (
    account INTEGER NOT NULL,
    key TEXT NOT NULL,          -- its fingerprint, as shown
    origin INTEGER NOT NULL,    -- the account that has it
    PRIMARY KEY (account, key, origin)
) WITHOUT ROWID;

-- a login key of an identity that had some and has none in the target
CREATE TABLE lost_key (
    account INTEGER NOT NULL,
    fingerprint BLOB NOT NULL,
    rule TEXT NOT NULL,         -- why its row is not loaded
    holder INTEGER              -- the account whose row stays; NULL: none
);

-- two accounts that share keys and are not one identity: possibly the same person
CREATE TABLE possible_match (
    first INTEGER NOT NULL,
    second INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    PRIMARY KEY (first, second)
) WITHOUT ROWID;

-- two accounts that stay and whose names a stricter fold makes equal
CREATE TABLE look_alike (
    first INTEGER NOT NULL,
    second INTEGER NOT NULL,
    fold TEXT NOT NULL,
    PRIMARY KEY (first, second)
) WITHOUT ROWID;

-- Values that are not the row's own, as in the target, after rewriting. The views apply the three in this
-- order.

-- a value with references inside, rewritten; or a dangling one, as the plan's `dangling` says; or,
-- rule together, one of several columns that identify a row only together
CREATE TABLE rewritten (
    table_id INTEGER NOT NULL,
    row INTEGER NOT NULL,
    "column" TEXT NOT NULL,
    value,
    rule TEXT NOT NULL,
    old,                        -- the value before
    called TEXT NOT NULL,       -- the row's old primary key; its number where it has none
    PRIMARY KEY (table_id, row, "column")
) WITHOUT ROWID;

-- a value of a survivor that another of its rows brought, because the plan's survivorship says so
CREATE TABLE survived (
    table_id INTEGER NOT NULL,
    row INTEGER NOT NULL,
    "column" TEXT NOT NULL,
    value,
    rule TEXT NOT NULL,
    PRIMARY KEY (table_id, row, "column")
) WITHOUT ROWID;

-- a value that is given to a row: by the policy for a unique key, by `follows`, or by `value` of a column
CREATE TABLE assigned (
    table_id INTEGER NOT NULL,
    row INTEGER NOT NULL,
    "column" TEXT NOT NULL,
    value,
    rule TEXT NOT NULL,
    old,                        -- the value before
    called TEXT NOT NULL,       -- the row's old primary key; its number where it has none
    PRIMARY KEY (table_id, row, "column")
) WITHOUT ROWID;

-- a value that merged rows had and that is not loaded
CREATE TABLE dropped_value (
    table_id INTEGER NOT NULL,  -- of the row that had it
    row INTEGER NOT NULL,
    "column" TEXT NOT NULL,
    dropped,
    kept,
    rule TEXT NOT NULL,
    called TEXT NOT NULL,       -- the row's old primary key; its number where it has none
    PRIMARY KEY (table_id, row, "column")
) WITHOUT ROWID;

-- columns in which an expression of the plan replaces the source's own values; old and new are SQL over the staged row
CREATE TABLE replaced (
    table_id INTEGER NOT NULL,
    "column" TEXT NOT NULL,
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    replaced INTEGER NOT NULL,  -- how many rows get another value than they had
    PRIMARY KEY (table_id, "column")
) WITHOUT ROWID;

-- values that refer to no row of their source, and that the plan keeps or makes NULL
CREATE TABLE dangling_value (
    table_id INTEGER NOT NULL,
    "column" TEXT NOT NULL,
    to_label TEXT NOT NULL,     -- what it refers to
    to_column TEXT NOT NULL,
    value TEXT NOT NULL,
    rule TEXT NOT NULL,         -- what the plan says of it
    becomes TEXT,               -- in the target
    rows INTEGER NOT NULL,      -- that hold it
    now TEXT,                   -- the account or row of the target that has it; NULL: none
    PRIMARY KEY (table_id, "column", to_label, to_column, value, rule)
) WITHOUT ROWID;

-- rows that refer to a folded row, which is not an account, and in the target to its survivor
CREATE TABLE moved_reference (
    table_id INTEGER NOT NULL,  -- of the folded row
    row INTEGER NOT NULL,
    label TEXT NOT NULL,        -- of the table that refers
    "column" TEXT NOT NULL,     -- several: with commas
    rows INTEGER NOT NULL,
    PRIMARY KEY (table_id, row, label, "column")
) WITHOUT ROWID;

-- the operator's answers, and their outcomes
CREATE TABLE override (
    place INTEGER PRIMARY KEY,  -- in the order of their ids
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    account TEXT NOT NULL,
    claimants TEXT NOT NULL,    -- all accounts or rows concerned
    decision TEXT NOT NULL,
    state TEXT NOT NULL,
    note TEXT NOT NULL
);

-- rows that a constraint of the target does not take, and that no answer is about yet
CREATE TABLE refused_value (
    "constraint" TEXT NOT NULL,
    table_id INTEGER NOT NULL,
    row INTEGER NOT NULL,
    called TEXT NOT NULL,       -- the row's old primary key; its number where it has none
    has TEXT NOT NULL,          -- its values in the columns that the constraint is about, as they are shown
    PRIMARY KEY ("constraint", table_id, row)
) WITHOUT ROWID;

CREATE TABLE id_range (
    source INTEGER NOT NULL,
    label TEXT NOT NULL,
    "column" TEXT NOT NULL,
    "offset" INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    headroom INTEGER NOT NULL,
    PRIMARY KEY (label, "column", source)
) WITHOUT ROWID;

-- columns that others refer to, and those of their values whose new value is not old + offset
CREATE TABLE key_column (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL,
    label TEXT NOT NULL,
    "column" TEXT NOT NULL,
    UNIQUE (source, label, "column")
);
CREATE TABLE crosswalk (key_id INTEGER NOT NULL, old NOT NULL, new, PRIMARY KEY (key_id, old)) WITHOUT ROWID;
CREATE INDEX given_up ON crosswalk (key_id) WHERE new IS NULL;

CREATE TABLE conflict (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    account TEXT NOT NULL,
    "table" TEXT NOT NULL,
    row TEXT NOT NULL,
    claimants TEXT NOT NULL,
    evidence TEXT NOT NULL,
    proposal TEXT NOT NULL,
    allowed TEXT NOT NULL       -- the decisions that it takes
) WITHOUT ROWID;

-- tables whose rows the plan derives from the merged ones, in the plan's order; the rows are in the view
CREATE TABLE derived (
    place INTEGER PRIMARY KEY,
    label TEXT NOT NULL,        -- of the target's table
    "view" TEXT NOT NULL,       -- in this file
    columns TEXT NOT NULL,      -- JSON: those of the target that it fills
    rows INTEGER NOT NULL
);

CREATE TABLE book (
    source INTEGER NOT NULL,
    label TEXT NOT NULL,
    read INTEGER NOT NULL,
    loaded INTEGER NOT NULL,
    folded INTEGER NOT NULL,
    left_out INTEGER NOT NULL,
    PRIMARY KEY (source, label)
) WITHOUT ROWID;
