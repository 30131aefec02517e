using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Partners;

/// <summary>Partners from the side of those who look after their recipes.</summary>
public sealed class SourceStore(NpgsqlDataSource database, PartnerStore partners)
{
    private const string Query =
        """
        select p.slug, p.schedule, p.next_visit_at,
               (select count(*)::int from initiative i where i.partner_id = p.id and i.status = 'published'),
               (select v.id from visit v where v.partner_id = p.id and v.state not in ('asked', 'running') order by v.id desc limit 1),
               (select v.id from visit v where v.partner_id = p.id and v.state in ('asked', 'running') order by v.state = 'running' desc, v.id limit 1)
          from partner p
        """;

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<Source>> ListAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Query);
        var rows = await command.ReadAllAsync(ToRow, cancellationToken);
        return await JoinAsync(await partners.ListAsync(cancellationToken), rows, cancellationToken);
    }

    public async Task<Source?> FindAsync(string slug, CancellationToken cancellationToken)
    {
        if (await partners.FindAsync(slug, cancellationToken) is not { } partner)
        {
            return null;
        }

        await using var command = database.CreateCommand($"{Query} where p.slug = @slug");
        command.Parameters.AddWithValue("slug", slug);
        return (await JoinAsync([partner], await command.ReadAllAsync(ToRow, cancellationToken), cancellationToken)).SingleOrDefault();
    }

    /// <summary>Adds a partner; where the slug is taken, a number is put behind it.</summary>
    public async Task<Partner> AddAsync(string slug, string name, Uri homeUrl, string description, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var tried = attempt == 1 ? slug : $"{slug}-{attempt}";
            await using var command = database.CreateCommand("insert into partner (slug, name, home_url, description) values (@slug, @name, @home, @description) on conflict (slug) do nothing");
            command.Parameters.AddWithValue("slug", tried);
            command.Parameters.AddWithValue("name", name);
            command.Parameters.AddWithValue("home", homeUrl.AbsoluteUri);
            command.Parameters.AddWithValue("description", description);
            if (await command.ExecuteNonQueryAsync(cancellationToken) == 1)
            {
                return (await partners.FindAsync(tried, cancellationToken))!;
            }
        }
    }

    /// <summary>Partners whose site, or a page of it that a visit starts from, is at the host of this address.</summary>
    public async Task<IReadOnlyList<Partner>> FindByHostAsync(Uri address, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select p.slug, p.home_url, r.document -> 'start' from partner p left join recipe r on r.partner_id = p.id and r.version = p.recipe_version");
        var known = await command.ReadAllAsync(row => (Slug: row.GetString(0), Addresses: Addresses(row.GetString(1), row.GetStringOrNull(2))), cancellationToken);
        var slugs = known.Where(partner => partner.Addresses.Contains(HostOf(address))).Select(partner => partner.Slug).ToHashSet();
        return slugs.Count == 0 ? [] : [.. (await partners.ListAsync(cancellationToken)).Where(partner => slugs.Contains(partner.Slug))];
    }

    /// <summary>Visits stop being made, or are made again.</summary>
    public async Task PauseAsync(long partnerId, bool paused, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("update partner set paused_at = case when @paused then coalesce(paused_at, now()) end where id = @id");
        command.Parameters.AddWithValue("id", partnerId);
        command.Parameters.AddWithValue("paused", paused);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Sets when the partner is visited by itself.</summary>
    /// <param name="schedule">A cron expression, hours in France; null: as often as the worker's setting says.</param>
    /// <param name="next">The first time of it; null where there is no schedule.</param>
    public async Task ScheduleAsync(long partnerId, string? schedule, DateTimeOffset? next, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("update partner set schedule = @schedule, next_visit_at = coalesce(@next, next_visit_at, now() + interval '1 day') where id = @id");
        command.Parameters.AddWithValue("id", partnerId);
        command.Parameters.AddNullable("schedule", schedule);
        command.Parameters.Add(new NpgsqlParameter("next", NpgsqlDbType.TimestampTz) { Value = (object?)next?.ToUniversalTime() ?? DBNull.Value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Gives the partner another name, home or description; its slug stays.</summary>
    public async Task DescribeAsync(long partnerId, string name, Uri homeUrl, string description, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("update partner set name = @name, home_url = @home, description = @description where id = @id");
        command.Parameters.AddWithValue("id", partnerId);
        command.Parameters.AddWithValue("name", name);
        command.Parameters.AddWithValue("home", homeUrl.AbsoluteUri);
        command.Parameters.AddWithValue("description", description);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Puts a quarantined visit aside for good: what it read is dropped, with the pages it was given.</summary>
    /// <returns>False when it is not, or no longer, in quarantine.</returns>
    public async Task<bool> RejectAsync(long visitId, string rejectedBy, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            with rejected as (
                update visit set state = 'failed', message = concat_ws(' ; ', message, 'écartée par ' || @by) where id = @id and state = 'quarantined' returning id),
            forgotten as (delete from visit_record r using rejected where r.visit_id = rejected.id),
            dropped as (delete from page_copy c using rejected where c.visit_id = rejected.id)
            select count(*)::int from rejected
            """);
        command.Parameters.AddWithValue("id", visitId);
        command.Parameters.AddWithValue("by", rejectedBy);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))! == 1;
    }

    private static string HostOf(Uri address) => (address.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? address.Host[4..] : address.Host).ToLowerInvariant() + (address.IsDefaultPort ? "" : $":{address.Port}");

    private static HashSet<string> Addresses(string home, string? start)
    {
        var hosts = new HashSet<string> { HostOf(new Uri(home)) };
        if (start is not null)
        {
            using var document = JsonDocument.Parse(start);
            var entries = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray().ToList() : [document.RootElement];
            hosts.UnionWith(entries.Where(entry => entry.ValueKind == JsonValueKind.String && Uri.TryCreate(entry.GetString(), UriKind.Absolute, out _)).Select(entry => HostOf(new Uri(entry.GetString()!))));
        }

        return hosts;
    }

    private static (string Slug, string? Schedule, DateTimeOffset? Next, int Published, long? Last, long? Current) ToRow(NpgsqlDataReader row) =>
        (row.GetString(0), row.GetStringOrNull(1), row.GetValueOrNull<DateTimeOffset>(2), row.GetInt32(3), row.GetValueOrNull<long>(4), row.GetValueOrNull<long>(5));

    private async Task<IReadOnlyList<Source>> JoinAsync(
        IReadOnlyList<Partner> known,
        IReadOnlyList<(string Slug, string? Schedule, DateTimeOffset? Next, int Published, long? Last, long? Current)> rows,
        CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select {VisitReader.Columns} from visit v where v.id = any (@ids)");
        command.Parameters.AddWithValue("ids", rows.SelectMany(row => new[] { row.Last, row.Current }).OfType<long>().ToArray());
        var visits = (await command.ReadAllAsync(VisitReader.ToSummary, cancellationToken)).ToDictionary(visit => visit.Id);
        var bySlug = rows.ToDictionary(row => row.Slug);
        return
        [
            .. known.Where(partner => bySlug.ContainsKey(partner.Slug)).Select(partner =>
            {
                var row = bySlug[partner.Slug];
                return new Source(partner, row.Schedule, row.Next, row.Published)
                {
                    Last = row.Last is { } last ? visits.GetValueOrDefault(last) : null,
                    Current = row.Current is { } current ? visits.GetValueOrDefault(current) : null,
                };
            }),
        ];
    }
}
