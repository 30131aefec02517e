using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Curation.Desk;

/// <summary>What to read next, and who reads what: two curators never have the same initiative before their eyes.</summary>
public sealed class DeskAgenda(NpgsqlDataSource database)
{
    /// <summary>How long an initiative stays with a curator whose page gives no sign of life.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    // Diversity is worked out for the most promising only: it compares vectors.
    private const int Candidates = 200;
    private const int Confirmed = 40;

    private const string Waiting =
        """
        select i.id, i.title, i.partner_id, p.name as partner,
               coalesce(l.curator = @curator, false) as is_mine,
               coalesce(a.curator = @curator, false) as is_assigned
          from initiative i
          join partner p on p.id = i.partner_id
          left join desk_lease l on l.initiative_id = i.id and l.leased_until > now()
          left join desk_assignment a on a.initiative_id = i.id
          left join lateral (
              select max(g.revision) filter (where g.kind = 'decided') as read_revision,
                     max(g.done_at) filter (where g.kind = 'decided') as read_at,
                     count(distinct g.curator) filter (where g.kind = 'decided') as readers,
                     coalesce(bool_or(g.kind = 'decided' and g.curator = @curator), false) as is_read_by_me,
                     coalesce(bool_or(g.kind = 'skipped' and g.curator = @curator and g.revision >= i.revision), false) as is_skipped,
                     coalesce(bool_or(g.kind = 'muted'), false) as is_muted
                from desk_gesture g where g.initiative_id = i.id and g.undone_at is null) g on true
         where i.status = 'published'
           and (l.curator is null or l.curator = @curator)
           and (a.curator is null or a.curator = @curator)
           and (@part = 'Muted') = g.is_muted
           and (not g.is_skipped or @part = 'Muted')
           and case @part
                 when 'Open' then g.read_revision is null or g.read_revision < i.revision
                 when 'New' then g.read_revision is null
                 when 'Changed' then g.read_revision < i.revision
                 when 'Assigned' then a.curator = @curator and (g.read_at is null or g.read_at < a.assigned_at or g.read_revision < i.revision)
                 when 'SecondReading' then g.readers = 1 and not g.is_read_by_me and g.read_revision >= i.revision and abs(hashint8(i.id)) % 5 = 0
                 when 'Disagreement' then
                     exists (select from decision one
                               join decision other on other.initiative_id = one.initiative_id and other.category_id = one.category_id
                                and other.id > one.id and other.verdict <> one.verdict and other.decided_by <> one.decided_by
                              where one.initiative_id = i.id and one.undone_at is null and other.undone_at is null
                                and (g.read_at is null or g.read_at <= other.decided_at))
                  or ((g.read_revision is null or g.read_revision < i.revision)
                      and exists (select from initiative_category c join suggestion s using (initiative_id, category_id)
                                   where c.initiative_id = i.id and c.origin = 'mapped' and s.probability < 0.25))
                 else true
               end
           and (@partner::text is null or p.slug = @partner)
           and (@category::bigint is null
                or exists (select from initiative_category c where c.initiative_id = i.id and c.category_id = @category)
                or exists (select from suggestion s where s.initiative_id = i.id and s.category_id = @category and s.probability >= 0.25))
           and (@territory::text is null
                or exists (with recursive up (code, parent_code) as (
                               select code, parent_code from territory where code = i.territory_code
                               union all
                               select t.code, t.parent_code from up join territory t on t.code = up.parent_code)
                           select from up where code = @territory))
        """;

    // Uncertainty is the entropy of what is suggested and undecided; an initiative about which nothing is suggested is as uncertain as one even chance.
    // Diversity is the distance to the nearest of the initiatives confirmed last, so that near copies wait until they have been suggested anew.
    private const string RankSql =
        $"""
        with waiting as ({Waiting}),
        weighed as (
            select w.*, u.suggestions, coalesce(u.entropy, ln(2)) * ln(2.72 + coalesce(t.views, 0)) as promise
              from waiting w
              left join initiative_traffic t on t.initiative_id = w.id
              left join lateral (
                  select count(*)::int as suggestions, sum(-(s.p * ln(s.p) + (1 - s.p) * ln(1 - s.p))) as entropy
                    from (select least(greatest(s.probability::float8, 0.001), 0.999) as p
                            from suggestion s
                           where s.initiative_id = w.id and s.probability >= 0.1
                             and not exists (select from decision d
                                              where d.initiative_id = s.initiative_id and d.category_id = s.category_id and d.undone_at is null)) s) u on true),
        promising as (select * from weighed order by is_mine desc, is_assigned desc, promise desc, id limit @candidates),
        confirmed as (
            select e.embedding
              from (select d.initiative_id, max(d.id) as last from decision d
                     where d.undone_at is null and d.verdict = 'accepted' group by d.initiative_id order by last desc limit @confirmed) d
              join initiative_embedding e on e.initiative_id = d.initiative_id and e.chunk = 0
              join embedding_model m on m.id = e.model_id and m.is_active)
        select p.id, p.title, p.partner, p.suggestions,
               p.promise * (1.1 - coalesce((
                   select least(greatest(max(-(e.embedding <#> c.embedding)), 0), 1)
                     from initiative_embedding e
                     join embedding_model m on m.id = e.model_id and m.is_active
                    cross join confirmed c
                    where e.initiative_id = p.id and e.chunk = 0), 0)) as gain
          from promising p
         order by p.is_mine desc, p.is_assigned desc, gain desc, p.id
        limit @count
        """;

    /// <summary>The queue as this curator sees it: what they have open first, then what is assigned to them, then by expected gain.</summary>
    public async Task<List<DeskLine>> ListAsync(DeskFilter filter, string curator, int count, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(RankSql);
        AddFilter(command, filter, curator);
        command.Parameters.AddWithValue("candidates", Candidates);
        command.Parameters.AddWithValue("confirmed", Confirmed);
        command.Parameters.AddWithValue("count", count);
        return await command.ReadAllAsync(
            row => new DeskLine(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetDouble(4)), cancellationToken);
    }

    /// <returns>How many initiatives wait for this curator.</returns>
    public async Task<int> CountAsync(DeskFilter filter, string curator, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select count(*)::int from ({Waiting}) waiting");
        AddFilter(command, filter, curator);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Takes the next initiative for this curator; the one they already have, when it still waits.</summary>
    /// <returns>Null when none waits.</returns>
    public async Task<long?> ClaimNextAsync(DeskFilter filter, string curator, CancellationToken cancellationToken)
    {
        // Somebody may be faster at each of them; with as many curators as lines, somebody finds nothing and asks again.
        foreach (var line in await ListAsync(filter, curator, 20, cancellationToken))
        {
            if ((await ClaimAsync(line.Id, curator, cancellationToken))?.Curator == curator)
            {
                return line.Id;
            }
        }

        return null;
    }

    /// <summary>Takes an initiative, or keeps it for longer.</summary>
    /// <returns>Who has it now: this curator, or the other one who was there first. Null for an unknown initiative.</returns>
    public async Task<DeskLease?> ClaimAsync(long initiative, string curator, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            insert into desk_lease as l (initiative_id, curator, leased_until)
            select id, @curator, now() + @lease from initiative where id = @initiative
            on conflict (initiative_id) do update
               set curator = excluded.curator, leased_until = excluded.leased_until
             where l.curator = excluded.curator or l.leased_until <= now()
            """,
            connection);
        command.Parameters.AddWithValue("initiative", initiative);
        command.Parameters.AddWithValue("curator", curator);
        command.Parameters.AddWithValue("lease", Lease);
        await command.ExecuteNonQueryAsync(cancellationToken);
        // A statement of its own: it sees what the other curator has committed meanwhile.
        await using var find = new NpgsqlCommand("select curator, leased_until from desk_lease where initiative_id = @initiative", connection);
        find.Parameters.AddWithValue("initiative", initiative);
        return await find.ReadFirstAsync(row => new DeskLease(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1)), cancellationToken);
    }

    /// <summary>Gives back what this curator has open.</summary>
    public async Task ReleaseAsync(string curator, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("delete from desk_lease where curator = @curator");
        command.Parameters.AddWithValue("curator", curator);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void AddFilter(NpgsqlCommand command, DeskFilter filter, string curator)
    {
        command.Parameters.AddWithValue("curator", curator);
        command.Parameters.AddWithValue("part", filter.Part.ToString());
        command.Parameters.AddNullable("partner", filter.PartnerSlug);
        command.Parameters.AddNullable("category", filter.CategoryId);
        command.Parameters.AddNullable("territory", filter.TerritoryCode);
    }
}
