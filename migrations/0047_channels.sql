-- The second channel: what goes out as a text message, where it goes, and that it is one.

-- The mobile number of the card, as it was typed; what is no mobile number is told apart when a letter is made.
alter table debtors add column mobile_phone text;

alter table proposals add column channel text not null default 'email' check (channel in ('email', 'sms'));

-- A text message keeps the whole letter it stands for in `html`; `text` is what was sent.
alter table messages add column channel text not null default 'email' check (channel in ('email', 'sms'));
