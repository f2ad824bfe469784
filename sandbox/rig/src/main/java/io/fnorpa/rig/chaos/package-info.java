/**
 * {@code bin/chaos}: real processes, real jobs at the practice portals, a seeded schedule of faults, and afterwards a
 * comparison of the portals' ledgers, the job table, the TOTP record and S3.
 */
package io.fnorpa.rig.chaos;
