-- Trials of recipes are probes: a visit always belongs to a partner and keeps what it reads.
delete from visit where kind = 'preview' or partner_id is null;
drop index visit_one_running;
alter table visit
    drop constraint visit_kind_check,
    add constraint visit_kind_check check (kind in ('visit', 'reread')),
    drop column recipe,
    alter column partner_id set not null;
create unique index visit_one_running on visit (partner_id) where state = 'running';
