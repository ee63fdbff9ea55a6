using Microsoft.Playwright;

namespace Stagedoor.Browser.Tests;

/// <summary>What a person does on a page: by the names that people read.</summary>
internal static class Person
{
    extension(IPage page)
    {
        public Task PressAsync(string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

        public async Task SignInAsync(string email = Seed.Ada, string password = Seed.AdaPassword)
        {
            await page.GetByLabel("Email address").FillAsync(email);
            await page.GetByLabel("Password").FillAsync(password);
            await page.PressAsync("Sign in");
        }

        /// <summary>Signs in with a passkey of the virtual authenticator.</summary>
        public Task WithPasskeyAsync() => page.PressAsync("Sign in with a passkey");

        public async Task SignInAtAsync(string path, string email = Seed.Ada, string password = Seed.AdaPassword)
        {
            await page.GotoAsync(path);
            await page.SignInAsync(email, password);
            await page.GetByLabel("Password").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        }

        /// <summary>The parameters with which the browser came back to the application.</summary>
        public Task<Dictionary<string, string>> CallbackAsync(Application application) => page.CallbackAsync(application.Callback);

        public async Task<Dictionary<string, string>> CallbackAsync(string callback)
        {
            await page.GetByText("Back at the application").WaitForAsync();
            Assert.StartsWith(callback + "?", page.Url, StringComparison.Ordinal);
            return new Uri(page.Url).Query[1..].Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        }

        public Task SeesAsync(string text) => page.GetByText(text).First.WaitForAsync();
    }
}
