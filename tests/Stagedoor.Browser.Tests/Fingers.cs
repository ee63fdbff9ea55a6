using Microsoft.Playwright;

namespace Stagedoor.Browser.Tests;

/// <summary>A person without a mouse: everything is reached by Tab, filled in by typing, and pressed by Enter.</summary>
internal sealed class Fingers(IPage page)
{
    private const int Patience = 60;

    /// <summary>Tabs until the thing that is wanted has the focus.</summary>
    public async Task ReachAsync(ILocator wanted)
    {
        await wanted.WaitForAsync();
        for (var tabs = 0; tabs < Patience && await wanted.And(page.Locator(":focus")).CountAsync() == 0; tabs++) await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(wanted).ToBeFocusedAsync();
    }

    public async Task TypeAsync(string label, string text)
    {
        await ReachAsync(page.GetByLabel(label).First);
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync(text);
    }

    public async Task PressAsync(string button) => await PressAsync(page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }));

    public async Task FollowAsync(string link) => await PressAsync(page.GetByRole(AriaRole.Link, new() { Name = link }).First);

    public async Task PressAsync(ILocator wanted)
    {
        await ReachAsync(wanted);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Ticks a box.</summary>
    public async Task TickAsync(string label)
    {
        await ReachAsync(page.GetByLabel(label));
        await page.Keyboard.PressAsync("Space");
    }

    public async Task SignInAsync(string email, string password)
    {
        await TypeAsync("Email address", email);
        await TypeAsync("Password", password);
        await PressAsync("Sign in");
    }
}
