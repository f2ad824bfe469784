package io.fnorpa.statements;

/** All that statements are held to, on whatever database and table. */
interface WholeContract extends ClaimContract, LeaseContract, PeopleContract, ListContract, EventsContract, LaneContract, FlowVersionsContract,
        BatchContract, AccountContract {}
