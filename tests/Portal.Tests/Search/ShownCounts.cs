using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace SocialConnect.Portal.Tests.Search;

/// <summary>What a results page says how many there are.</summary>
internal static class ShownCounts
{
    public static int Total(IHtmlDocument page) => int.Parse(page.QuerySelector("[data-testid=total]")!.GetAttribute("data-total")!, CultureInfo.InvariantCulture);

    /// <param name="choice">A facet's checkbox.</param>
    public static int CountOf(IElement choice) => int.Parse(choice.Closest("label")!.QuerySelector("[data-count]")!.GetAttribute("data-count")!, CultureInfo.InvariantCulture);
}
