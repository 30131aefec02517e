using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Curation.Quality;

/// <summary>Which of the websites that initiatives name still answer.</summary>
public sealed class WebsiteStore(NpgsqlDataSource database)
{
    /// <summary>An address that a browser can follow; what is none is a finding without asking.</summary>
    internal const string IsAddress = "~* '^https?://[^/[:space:]]+[.][^/[:space:]]+'";

    // A site down for an afternoon is no dead link: it is asked again the next day.
    private static readonly TimeSpan AgainAfter = TimeSpan.FromDays(1);
    private static readonly TimeSpan Lease = TimeSpan.FromHours(1);

    /// <summary>Takes addresses that are due, those never asked for first. No other worker has them for an hour.</summary>
    public async Task<List<Uri>> ClaimAsync(int count, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            with due as (
                select named.address
                  from (select distinct website as address from initiative where status = 'published' and website {IsAddress}) named
                  left join website_check c on c.address = named.address
                 where c.next_at is null or c.next_at <= now()
                 order by c.next_at nulls first, named.address
                 limit @count)
            insert into website_check as c (address, next_at) select address, now() + @lease from due
            on conflict (address) do update set next_at = excluded.next_at where c.next_at <= now()
            returning address
            """);
        command.Parameters.AddWithValue("count", count);
        command.Parameters.AddWithValue("lease", Lease);
        var taken = new List<Uri>();
        foreach (var address in await command.ReadAllAsync(row => row.GetString(0), cancellationToken))
        {
            if (Uri.TryCreate(address, UriKind.Absolute, out var uri))
            {
                taken.Add(uri);
            }
            else
            {
                await KeepAsync(address, "l’adresse est mal formée", AgainAfter, cancellationToken);
            }
        }

        return taken;
    }

    /// <param name="failure">Why it was not there; null when it was, or when we may not know.</param>
    /// <param name="again">Before an address that was there is asked for again.</param>
    public Task KeepAsync(Uri address, string? failure, TimeSpan again, CancellationToken cancellationToken) => KeepAsync(address.OriginalString, failure, again, cancellationToken);

    private async Task KeepAsync(string address, string? failure, TimeSpan again, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            update website_check
               set failures = case when @said::text is null then 0 else failures + 1 end, said = @said, asked_at = now(), next_at = now() + @again
             where address = @address
            """);
        command.Parameters.AddWithValue("address", address);
        command.Parameters.AddNullable("said", failure);
        command.Parameters.AddWithValue("again", failure is null ? again : AgainAfter);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
