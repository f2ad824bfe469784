/**
 * The accounts that the platform has at the portals: which of them a job uses, how many refused logins each may still
 * have, and the logins that are saved. What all instances must know of them is in Valkey, one key per account.
 */
package io.fnorpa.account;
