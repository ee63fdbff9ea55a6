using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Audit;
using Stagedoor.Pages;
using Stagedoor.Server.Keys;
using Stagedoor.Server.SignIn.Credentials.Password;
using Stagedoor.Server.Users;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.FirstAdministrator;

/// <summary>What the page shows on which the first administrator sets a password.</summary>
public sealed record FirstAdministratorView
{
    public required string Email { get; init; }

    /// <summary>The link's handle, for the form.</summary>
    public required string Handle { get; init; }
    public string? Problem { get; init; }
    public required string FormToken { get; init; }
}

/// <summary>Where the one-time link of <c>stagedoor-host init</c> leads (design §11). Without a live link there is no such page (attack I8).</summary>
public sealed class FirstAdministratorStep : ISlice
{
    private const string Path = "/init", Binding = "init";

    /// <summary>In characters. An administrator's is longer than others'.</summary>
    private const int ShortestPassword = 12;

    private const int HandleLength = 43;

    private static readonly Texts texts = Texts.Beside<FirstAdministratorPage>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, IAdministratorLinks links, IPersonStore people, TimeProvider time, CancellationToken cancellation)
    {
        var handle = context.Request.Query["link"].ToString();
        return await FindAsync(handle, links, people, time, cancellation) is { } person ? Show(context, person, handle, null, StatusCodes.Status200OK) : ErrorPage.Nowhere();
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext context, IAdministratorLinks links, IPersonStore people, PasswordHasher hasher, IAuditTrail audit, TimeProvider time, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var handle = form["link"];
        if (await FindAsync(handle, links, people, time, cancellation) is not { } person) return ErrorPage.Nowhere();
        if (!await form.IsGenuineAsync(Binding)) return Show(context, person, handle, texts["Stale"], StatusCodes.Status400BadRequest);
        var password = new Secret(form["password"]);
        if (form["password"].Length < ShortestPassword || !PasswordHasher.IsWithinBounds(password)) return Show(context, person, handle, texts.Format("Short", ShortestPassword), StatusCodes.Status400BadRequest);
        if (password != new Secret(form["again"])) return Show(context, person, handle, texts["Different"], StatusCodes.Status400BadRequest);
        if (await hasher.HashAsync(password, cancellation) is not { } hash) return Show(context, person, handle, texts["Busy"], StatusCodes.Status429TooManyRequests);

        // From here on the link is spent; a fault after it costs another link, never a second use.
        if (await links.SpendAsync(OneTimeValue.FirstAdministrator.Hash(handle), time.GetUtcNow(), cancellation) is not { } personId) return ErrorPage.Nowhere();
        await people.ChangePasswordAsync(personId, hash, time.GetUtcNow(), CancellationToken.None);
        await audit.RecordAsync(new() { At = time.GetUtcNow(), Act = AuditAct.AdministratorBegan, ActorId = personId, TargetId = personId, Address = RemoteAddress.Of(context), RequestId = context.TraceIdentifier }, cancellation);
        return Page.Continue("/signin");
    }

    private static async ValueTask<Person?> FindAsync(string handle, IAdministratorLinks links, IPersonStore people, TimeProvider time, CancellationToken cancellation) =>
        handle.Length == HandleLength && await links.FindAsync(OneTimeValue.FirstAdministrator.Hash(handle), time.GetUtcNow(), cancellation) is { } id ? await people.FindAsync(id, cancellation) : null;

    private static IResult Show(HttpContext context, Person person, string handle, string? problem, int status) => Page.Of<FirstAdministratorPage>(
        new FirstAdministratorView { Email = person.Email, Handle = handle, Problem = problem, FormToken = PageForm.TokenFor(context, Binding) }, status);
}
