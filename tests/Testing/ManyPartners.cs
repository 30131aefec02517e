using SocialConnect.Catalog.Initiatives;

namespace SocialConnect.Testing;

/// <summary>The small catalogue with 75 more partners of one initiative each, more than a facet shows; the last of them is « L’Atelier du Côteau », with two.</summary>
public sealed class ManyPartners : FilledPortal
{
    public const string Last = "partner74";

    protected override async Task FillAsync()
    {
        await base.FillAsync();
        for (var number = 0; number < 75; number++)
        {
            var id = await AddAsync($"partner{number}", new CollectedInitiative("garden", new Uri($"https://partner{number}.example/garden"), $"Verger {number}"));
            if (number % 2 == 0)
            {
                await GiveAsync(id, "theme", "SOL/LIE");
            }
        }

        await AddAsync(Last, new CollectedInitiative("hedge", new Uri($"https://{Last}.example/hedge"), "Haie champêtre"));
        await Database.ExecuteAsync("update partner set name = 'L’Atelier du Côteau' where slug = $1", Last);
        // Among those that the facet shows first the last one would be seen without being looked for.
        for (var number = 0; number < 70; number++)
        {
            await AddAsync($"partner{number}", new CollectedInitiative("orchard", new Uri($"https://partner{number}.example/orchard"), $"Ruche {number}"));
        }

        await IndexAsync();
    }
}
