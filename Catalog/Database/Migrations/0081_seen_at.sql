-- When the partner's page was last read. A visit that finds it unchanged writes nothing to the initiative, so the visit itself tells;
-- for a page that is missing or gone, when it was last there.
create function initiative_seen_at(i initiative) returns timestamptz language sql stable as
$$
select case
           when i.missed_visits > 0 or i.status = 'gone' then i.last_seen_at
           else greatest(i.last_seen_at, (select max(v.started_at) from visit v where v.partner_id = i.partner_id and v.kind = 'visit' and v.state = 'done'))
       end
$$;
