using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.RecoveryCodes;

/// <summary>What the page shows on which a person makes recovery codes.</summary>
public sealed record RecoveryCodesView
{
    public required PersonHere Here { get; init; }
    public required PersonFactors Has { get; init; }

    /// <summary>Made just now, seen this once.</summary>
    public ImmutableArray<Secret> Codes { get; init; } = [];
    public string? Problem { get; init; }
    public required string FormToken { get; init; }
}

/// <summary>A person's recovery codes: how many are left, and new ones in their place. Asks for a recent proof.</summary>
public sealed class RecoveryCodesStep : ISlice
{
    private const string Path = "/profile/recovery-codes", Step = "recovery-codes";

    private static readonly Texts texts = Texts.Beside<RecoveryCodesPage>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, RecentProof proof, IPersonFactors factors, CancellationToken cancellation)
    {
        var (here, instead) = await proof.AskAsync(context, Path, cancellation);
        return here is null ? instead! : await PageAsync(context, here, factors, [], null, cancellation);
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, RecentProof proof, IPersonFactors factors, FactorEnrolment enrolment, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (here, instead) = await proof.AskAsync(context, Path, cancellation);
        if (here is null) return instead!;
        if (!await form.IsGenuineAsync(Binding(here))) return await PageAsync(context, here, factors, [], texts["Stale"], cancellation);

        // They stand in for a factor: without one there is nothing that they could stand in for.
        if (!(await factors.OfAsync(here.Person.Id, cancellation)).HasSecond) return await PageAsync(context, here, factors, [], texts["None"], cancellation);
        return await PageAsync(context, here, factors, await enrolment.MakeCodesAsync(context, here.Person, cancellation), null, cancellation);
    }

    private static string Binding(PersonHere here) => $"{Step}:{here.Session.Sid}";

    private static async Task<IResult> PageAsync(HttpContext context, PersonHere here, IPersonFactors factors, ImmutableArray<Secret> codes, string? problem, CancellationToken cancellation) => Page.Of<RecoveryCodesPage>(
        new RecoveryCodesView { Here = here, Has = await factors.OfAsync(here.Person.Id, cancellation), Codes = codes, Problem = problem, FormToken = PageForm.TokenFor(context, Binding(here)) },
        problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
}
