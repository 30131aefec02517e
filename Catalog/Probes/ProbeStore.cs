using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Probes;

/// <summary>Looks at partner sites: asked for in the portal, answered by a worker, kept for a day.</summary>
public sealed partial class ProbeStore(NpgsqlDataSource database)
{
    /// <summary>Notified when a probe is asked for or withdrawn: workers listen.</summary>
    public const string AskedChannel = "probe_asked";

    /// <summary>Notified with a probe's id when it has got on or is answered: portals listen.</summary>
    public const string ProgressChannel = "probe_progress";

    private const int MostAttempts = 2;

    internal static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public async Task<Guid> AskAsync(ProbeRequest request, string? askedBy, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            with asked as (
                insert into probe (kind, partner_id, address, recipe, options, asked_by)
                values (@kind, @partner, @address, @recipe, @options, @asked_by)
                returning id)
            select id, pg_notify('{AskedChannel}', id::text) from asked
            """);
        command.Parameters.AddWithValue("kind", NameOf(request.Kind));
        command.Parameters.AddWithValue("options", NpgsqlDbType.Jsonb, JsonSerializer.Serialize(request.Options, Format));
        command.Parameters.Add(new NpgsqlParameter("partner", NpgsqlDbType.Bigint) { Value = (object?)request.PartnerId ?? DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter("address", NpgsqlDbType.Text) { Value = (object?)request.Address?.OriginalString ?? DBNull.Value });
        // As a string of JSON: a recipe that its editor has left half-written is looked at too, and told what is wrong with it.
        command.Parameters.Add(new NpgsqlParameter("recipe", NpgsqlDbType.Jsonb) { Value = request.Recipe is { } recipe ? JsonSerializer.Serialize(recipe, Format) : DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter("asked_by", NpgsqlDbType.Text) { Value = (object?)askedBy ?? DBNull.Value });
        return (Guid)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <returns>Null when there is none of that id, or no longer.</returns>
    public async Task<Probe?> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select id, kind, partner_id, address, recipe #>> '{}', options::text, asked_by, asked_at, step, answered_at, answer::text, failure, trouble from probe where id = @id");
        command.Parameters.AddWithValue("id", id);
        return await command.ReadFirstAsync(ToProbe, cancellationToken);
    }

    /// <summary>Nobody waits any longer: an answered probe is removed, one that waits or is under way is given up.</summary>
    public async Task WithdrawAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"with gone as (delete from probe where id = @id returning id) select pg_notify('{AskedChannel}', id::text) from gone");
        command.Parameters.AddWithValue("id", id);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Takes on a probe that waits, or one whose worker has gone silent.</summary>
    /// <param name="owner">Names this claim for ever: a worker gives each claim a name of its own.</param>
    public async Task<ProbeClaim?> ClaimAsync(string owner, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            with given_up as (
                update probe
                   set answered_at = now(), trouble = 'broken',
                       failure = 'cette page a interrompu deux fois la lecture : elle n’est pas lue une troisième fois'
                 where answered_at is null and attempts >= {MostAttempts} and leased_until < now()
                returning id),
            told as (select pg_notify('{ProgressChannel}', id::text) from given_up),
            next as (
                select id from probe
                 where answered_at is null and attempts < {MostAttempts} and (leased_until is null or leased_until < now())
                 order by asked_at
                 limit 1
                   for update skip locked),
            claimed as (
                update probe p
                   set lease_owner = @owner, leased_until = now() + @lease, attempts = attempts + 1
                  from next
                 where p.id = next.id
                returning p.id, p.kind, p.partner_id, p.address, p.recipe #>> '{"{}"}' as recipe, p.options::text as options)
            select claimed.*, (select count(*) from told) from claimed
            """);
        command.Parameters.AddWithValue("owner", owner);
        command.Parameters.AddWithValue("lease", lease);
        return await command.ReadFirstAsync(row => new ProbeClaim(row.GetGuid(0), ToRequest(row), owner), cancellationToken);
    }

    /// <summary>Tells the person who waits what is being done, and keeps the claim.</summary>
    /// <returns>False when nobody waits any longer or another worker has the probe: then it is to be given up.</returns>
    public Task<bool> ProgressAsync(ProbeClaim claim, string step, TimeSpan lease, CancellationToken cancellationToken) =>
        UpdateAsync(claim, "step = @value, leased_until = now() + @lease", NpgsqlDbType.Text, step, lease, cancellationToken);

    /// <summary>Keeps the claims, for a worker still at it.</summary>
    /// <returns>Those that are still held: the others are answered, withdrawn or in other hands.</returns>
    public async Task<HashSet<string>> KeepAsync(IReadOnlyCollection<string> owners, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("update probe set leased_until = now() + @lease where lease_owner = any (@owners) and answered_at is null returning lease_owner");
        command.Parameters.AddWithValue("owners", owners.ToArray());
        command.Parameters.AddWithValue("lease", lease);
        return [.. await command.ReadAllAsync(row => row.GetString(0), cancellationToken)];
    }

    public Task<bool> AnswerAsync(ProbeClaim claim, Proposal proposal, CancellationToken cancellationToken) => AnswerAsync<Proposal>(claim, proposal, cancellationToken);

    public Task<bool> AnswerAsync(ProbeClaim claim, Preview preview, CancellationToken cancellationToken) => AnswerAsync<Preview>(claim, preview, cancellationToken);

    public Task<bool> AnswerAsync(ProbeClaim claim, PageRendering page, CancellationToken cancellationToken) => AnswerAsync<PageRendering>(claim, page, cancellationToken);

    /// <param name="failure">In French, for the person who waits.</param>
    public Task<bool> FailAsync(ProbeClaim claim, ProbeTrouble trouble, string failure, CancellationToken cancellationToken) =>
        UpdateAsync(claim, $"failure = @value, trouble = '{NameOf(trouble)}', answered_at = now()", NpgsqlDbType.Text, failure, null, cancellationToken);

    /// <summary>Lets go of a probe so that another worker may take it on at once; for a worker that is shut down.</summary>
    public async Task ReleaseAsync(ProbeClaim claim, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            with freed as (
                update probe set lease_owner = null, leased_until = null, attempts = attempts - 1
                 where id = @id and lease_owner = @owner and answered_at is null
                returning id)
            select pg_notify('{AskedChannel}', id::text) from freed
            """);
        command.Parameters.AddWithValue("id", claim.Id);
        command.Parameters.AddWithValue("owner", claim.Owner);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Removes what was asked for more than a day ago.</summary>
    public async Task<int> RemoveOldAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("delete from probe where asked_at < now() - interval '1 day'");
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private Task<bool> AnswerAsync<T>(ProbeClaim claim, T answer, CancellationToken cancellationToken) =>
        // PostgreSQL keeps no NUL in its texts, and partners' pages hold some.
        UpdateAsync(claim, "answer = @value, answered_at = now()", NpgsqlDbType.Jsonb, Nul().Replace(JsonSerializer.Serialize(answer, Format), "$1"), null, cancellationToken);

    private async Task<bool> UpdateAsync(ProbeClaim claim, string change, NpgsqlDbType type, string value, TimeSpan? lease, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            with changed as (
                update probe set {change} where id = @id and lease_owner = @owner and answered_at is null returning id)
            select id, pg_notify('{ProgressChannel}', id::text) from changed
            """);
        command.Parameters.AddWithValue("id", claim.Id);
        command.Parameters.AddWithValue("owner", claim.Owner);
        command.Parameters.AddWithValue("value", type, value);
        if (lease is { } time)
        {
            command.Parameters.AddWithValue("lease", time);
        }

        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private static Probe ToProbe(NpgsqlDataReader row) => new(row.GetGuid(0), ToRequest(row), row.GetStringOrNull(6), row.GetFieldValue<DateTimeOffset>(7))
    {
        Step = row.GetStringOrNull(8),
        AnsweredAt = row.GetValueOrNull<DateTimeOffset>(9),
        Answer = row.GetStringOrNull(10),
        Failure = row.GetStringOrNull(11),
        Trouble = row.GetStringOrNull(12) is { } trouble ? Enum.Parse<ProbeTrouble>(trouble, ignoreCase: true) : null,
    };

    private static ProbeRequest ToRequest(NpgsqlDataReader row) => new()
    {
        Kind = Enum.Parse<ProbeKind>(row.GetString(1), ignoreCase: true),
        PartnerId = row.GetValueOrNull<long>(2),
        Address = row.GetStringOrNull(3) is { } address ? new Uri(address) : null,
        Recipe = row.GetStringOrNull(4),
        Options = JsonSerializer.Deserialize<ProbeOptions>(row.GetString(5), Format)!,
    };

    private static string NameOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    // As JSON escapes it, and not where the backslash itself is escaped.
    [GeneratedRegex(@"(?<!\\)((?:\\\\)*)\\u0000")]
    private static partial Regex Nul();
}
