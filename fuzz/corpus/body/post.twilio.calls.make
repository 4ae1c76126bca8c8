POST /api/twilio/calls/make
{"to": "+15550190001", "record": true, "lead_id": "7", "say": "Hello"}