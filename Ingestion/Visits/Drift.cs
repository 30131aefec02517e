using System.Globalization;

namespace SocialConnect.Ingestion.Visits;

/// <summary>Notices that a partner's pages have changed under a recipe: what used to be there suddenly is not.</summary>
internal static class Drift
{
    // Below this, chance alone empties a field.
    private const int FewestItems = 8;

    /// <summary>What has been lost since the last good visit, in French; null where nothing has.</summary>
    public static string? Between(FieldCounts last, FieldCounts now)
    {
        if (last.Items < FewestItems)
        {
            return null;
        }

        if (now.Items * 2 < last.Items)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{now.Items} initiatives trouvées au lieu de {last.Items} : le repère des éléments de la liste (items) ou de la page suivante (next) ne correspond sans doute plus aux pages");
        }

        foreach (var (name, before) in last.Fields.OrderByDescending(field => field.Value.Filled))
        {
            var after = now.Fields.GetValueOrDefault(name);
            double rateBefore = (double)before.Filled / last.Items, rateAfter = (double)after.Filled / Math.Max(1, now.Items);
            if (rateBefore >= 0.3 && rateAfter < rateBefore / 2)
            {
                return string.Create(CultureInfo.InvariantCulture, $"le champ « {name} » était rempli pour {rateBefore:P0} des initiatives et ne l’est plus que pour {rateAfter:P0} : son repère ne correspond sans doute plus aux pages");
            }

            // A title that has become a whole page, or a description of three letters.
            if (rateBefore >= 0.3 && after.Filled >= FewestItems)
            {
                double lengthBefore = (double)before.Length / before.Filled, lengthAfter = (double)after.Length / after.Filled;
                if (lengthBefore >= 20 && (lengthAfter < lengthBefore / 5 || lengthAfter > lengthBefore * 8))
                {
                    return string.Create(CultureInfo.InvariantCulture, $"le champ « {name} » comptait {lengthBefore:0} caractères en moyenne et en compte {lengthAfter:0} : son repère désigne sans doute autre chose");
                }
            }
        }

        return null;
    }
}
