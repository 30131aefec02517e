using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using SocialConnect.Portal.Finder.Answering;

namespace SocialConnect.Portal.Finder.Live;

/// <summary>What the partial view of a part is given.</summary>
public sealed record PartView(FinderPart Part, string Turn, bool IsShared = false);

/// <summary>Renders parts with the same partial views as the page without script, outside of any request.</summary>
public sealed class PartHtml(IServiceScopeFactory scopes)
{
    private const string View = "/Pages/Assistant/_Part.cshtml";

    public static string KindOf(FinderPart part) => part switch
    {
        UnderstoodPart => "understood",
        EmergencyPart => "emergency",
        CardsPart => "cards",
        SentencePart => "sentence",
        FactsPart => "facts",
        ComparisonPart => "comparison",
        NothingPart => "nothing",
        SayPart => "say",
        ClarifyPart => "clarify",
        FollowUpsPart => "follow-ups",
        _ => "ended",
    };

    public Task<string> RenderAsync(FinderPart part, string turn) => RenderAsync(View, new PartView(part, turn));

    public Task<string> FailureAsync(bool isOutage) => RenderAsync("/Pages/Assistant/_Failed.cshtml", isOutage);

    private async Task<string> RenderAsync<T>(string path, T model)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var context = new ActionContext(new DefaultHttpContext { RequestServices = services }, new RouteData(), new ActionDescriptor());
        var view = services.GetRequiredService<IRazorViewEngine>().GetView(null, path, isMainPage: false).View
            ?? throw new InvalidOperationException($"There is no view {path}.");
        await using var writer = new StringWriter();
        var data = new ViewDataDictionary<T>(services.GetRequiredService<IModelMetadataProvider>(), new ModelStateDictionary()) { Model = model };
        await view.RenderAsync(new ViewContext(context, view, data, new TempDataDictionary(context.HttpContext, services.GetRequiredService<ITempDataProvider>()), writer, new HtmlHelperOptions()));
        return writer.ToString();
    }
}
