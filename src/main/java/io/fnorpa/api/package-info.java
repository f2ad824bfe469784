/**
 * The job API: what people and the dashboard call. The process is {@code routes/orchestrator/api.camel.yaml}, its
 * contract {@code openapi.yaml}; here are the verbs: read a request, say why it is refused, show a row.
 */
package io.fnorpa.api;
