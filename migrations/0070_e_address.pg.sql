-- Clients may hear in their official electronic address, which a person writes to (I-33).
ALTER TABLE case_contacts DROP CONSTRAINT case_contacts_channel_check;
ALTER TABLE case_contacts ADD CONSTRAINT case_contacts_channel_check
    CHECK (channel IN ('email', 'sms', 'letter', 'phone', 'e_address', 'none'));
ALTER TABLE case_news DROP CONSTRAINT case_news_told_how_check;
ALTER TABLE case_news ADD CONSTRAINT case_news_told_how_check
    CHECK (told_how IN ('sms', 'letter', 'phone', 'e_address'));
