/**
 * What is made from the components' metadata, the check's own words and the Kamelets: the reference page, the schemas for editors, and
 * the catalogue for Kaoto. Nothing of it is written by hand, so none of it can be out of date.
 */
package io.fnorpa.flow.catalog;
